import { expect } from "chai";
import { cascadeFrom } from "../../../diff/cascade";
import { fieldChanges } from "../../../diff/fields";
import { keyOfUrn, keyText } from "../../../diff/key";
import type { Declared } from "../../../diff/side";
import type { JsonObject } from "../../../rehearse/json";
import { declared } from "../../support/sides";

const named = { name: "kept", namespace: "one" };
const secretKey = "kubernetes:core/v1:Secret::kept";
const workload = { selector: { matchLabels: {} }, template: {} };

function secretOf(
  text: string,
  more: Partial<Declared> = {},
  metadata: JsonObject = named,
): Declared {
  return declared(secretKey, { kind: "Secret", metadata, stringData: { text } }, more);
}

/** An object that takes one of its inputs from another resource. */
function taker(
  key: string,
  inputs: JsonObject,
  input: string,
  from = secretKey,
  more: Partial<Declared> = {},
): Declared {
  const kind = key.slice(key.lastIndexOf(":", key.indexOf("::") - 1) + 1, key.indexOf("::"));
  const sources = { [input]: [keyOfUrn(`::::${from}`)] };
  const known = key.startsWith("kubernetes:") ? { kind, ...inputs } : inputs;
  return declared(key, known, { sources, ...more });
}

function sweptBy(after: Declared, ...others: Declared[]): string[] {
  const before = secretOf("a");
  const changes = fieldChanges(before.inputs, after.inputs);
  const replacedBy = changes.map(({ path }) => path);
  const cascade = cascadeFrom([{ before, after, changes, replacedBy }], [before, ...others]);
  return [...cascade].map(([key, why]) => `${key.slice(key.indexOf("::") + 2)} ${why}`);
}

const from = "from Secret kept, which is deleted first";
const cases: readonly [title: string, resource: Declared, input?: string][] = [
  [
    "a StatefulSet, whose specification has a selector",
    taker("kubernetes:apps/v1:StatefulSet::it", { spec: workload }, "spec"),
    "spec",
  ],
  ["a Job", taker("kubernetes:batch/v1:Job::it", { spec: { template: {} } }, "spec"), "spec"],
  [
    "a headless Service",
    taker("kubernetes:core/v1:Service::it", { spec: { clusterIP: "None" } }, "spec"),
    "spec",
  ],
  ["any other Service", taker("kubernetes:core/v1:Service::it", { spec: { ports: [] } }, "spec")],
  [
    "an object that takes an annotation",
    taker("kubernetes:core/v1:Service::it", { metadata: {}, spec: {} }, "metadata"),
    "metadata",
  ],
  ["a ConfigMap", taker("kubernetes:core/v1:ConfigMap::it", { data: { a: "b" } }, "data"), "data"],
  ["a Role", taker("kubernetes:rbac/v1:Role::it", { rules: [{ verbs: [] }] }, "rules")],
  ["a CronJob", taker("kubernetes:batch/v1:CronJob::it", { spec: { jobTemplate: {} } }, "spec")],
  [
    "a patch of a claim",
    taker(
      "kubernetes:core/v1:PersistentVolumeClaimPatch::it",
      { kind: "PersistentVolumeClaim", spec: { accessModes: [] } },
      "spec",
    ),
  ],
  [
    "a value that is made of its keepers",
    taker("random:index/randomId:RandomId::it", { keepers: { name: "kept" } }, "keepers"),
    "keepers",
  ],
  ["an image", taker("docker:index/image:Image::it", { imageName: "kept" }, "imageName")],
  [
    "an object that is to be replaced where that input changes",
    taker("kubernetes:rbac/v1:Role::it", { rules: [{ verbs: [] }] }, "rules", secretKey, {
      lifecycle: { replacing: ["rules"] },
    }),
    "rules",
  ],
  [
    "one for which only a part of it counts",
    taker("kubernetes:rbac/v1:Role::it", { rules: [{ verbs: [] }] }, "rules", secretKey, {
      lifecycle: { replacing: ["rules[*].verbs"] },
    }),
  ],
  [
    "what takes an input of which nothing is left",
    taker("kubernetes:apps/v1:StatefulSet::it", {}, "spec"),
  ],
];

describe("what is replaced together with an object that is deleted first", () => {
  for (const [title, resource, input] of cases) {
    it(`is ${input === undefined ? "never " : ""}${title}`, () => {
      const expected = input === undefined ? [] : [`it takes ${input} ${from}`];
      expect(sweptBy(secretOf("b"), resource)).to.deep.equal(expected);
    });
  }

  it("is what takes something from that in turn", () => {
    const map = "kubernetes:core/v1:ConfigMap::map";
    const swept = sweptBy(
      secretOf("b"),
      taker("kubernetes:batch/v1:Job::job", { spec: { template: {} } }, "spec", map),
      taker(map, { data: { a: "b" } }, "data"),
    );
    expect(swept).to.have.members([
      `map takes data ${from}`,
      "job takes spec from ConfigMap map, which is deleted first",
    ]);
  });

  const set = taker("kubernetes:apps/v1:StatefulSet::it", { spec: workload }, "spec");
  const roots: readonly [title: string, after: Declared, swept: number][] = [
    ["is nothing where the new object has another name", secretOf("a", {}, { name: "new" }), 0],
    [
      "is nothing where it is in another namespace",
      secretOf("a", {}, { ...named, namespace: "two" }),
      0,
    ],
    [
      "is nothing where the program wants the new one first",
      secretOf("b", { lifecycle: { deletedFirst: false } }),
      0,
    ],
    [
      "is the same for a generated name where the program wants it",
      secretOf("b", { lifecycle: { deletedFirst: true } }, {}),
      1,
    ],
    ["is nothing for a generated name", secretOf("b", {}, {}), 0],
  ];
  for (const [title, after, swept] of roots) {
    it(title, () => {
      expect(sweptBy(after, set)).to.have.lengthOf(swept);
    });
  }

  it("is what is deleted with it, or belongs to it", () => {
    const role = declared("kubernetes:rbac/v1:Role::it", { kind: "Role" });
    const deletedWith = `urn:pulumi:dev::cloud::${secretKey}`;
    expect(sweptBy(secretOf("b"), { ...role, lifecycle: { deletedWith } })).to.deep.equal([
      "it deletedWith Secret kept, which is deleted first",
    ]);
    expect(sweptBy(secretOf("b"), { ...role, provider: secretOf("a") })).to.deep.equal([
      "it belongs to Secret kept, which is deleted first",
    ]);
  });

  it("is nothing where the program's own word replaces it: then its provider isn't asked", () => {
    const [before, after] = [secretOf("a"), secretOf("b")];
    const changes = fieldChanges(before.inputs, after.inputs);
    const root = { before, after, changes, replacedBy: ["replacementTrigger"] };
    expect(cascadeFrom([root], [before, set]).size).to.equal(0);
  });

  it("is nothing where no former object is known", () => {
    const key = keyText(secretOf("b"));
    expect(
      cascadeFrom([{ after: secretOf("b"), changes: [], replacedBy: [] }], [set]).has(key),
    ).to.equal(false);
  });
});
