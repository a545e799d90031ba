import { expect } from "chai";
import type { FieldChange } from "../../../diff/fields";
import { chosenPaths, isBelow, replacingPaths } from "../../../diff/replacement";
import { secretMark } from "../../../diff/side";
import type { Json, JsonObject } from "../../../rehearse/json";
import { declared } from "../../support/sides";

const replaced = (type: string, kind: string, ...paths: string[]): string[] =>
  replacingPaths(
    { type, inputs: { kind } },
    paths.map((path) => ({ path, before: "a", after: "b" })),
  );

describe("what can't be changed in place", () => {
  for (const [kind, path] of [
    ["ConfigMap", "data.text"],
    ["Job", "spec.template.spec.containers[a].image"],
    ["PersistentVolumeClaim", "spec.storageClassName"],
    ["RoleBinding", "roleRef.name"],
    ["Secret", "stringData[a.b]"],
    ["Service", "spec.clusterIP"],
    ["StatefulSet", "spec.selector.matchLabels.a"],
    ["Role", "metadata.name"],
  ] as const) {
    it(`is ${path} of a ${kind}`, () => {
      expect(replaced("kubernetes:x/v1:Y", kind, path, "metadata.labels.a")).to.deep.equal([path]);
    });
  }

  it("is nothing else of a StatefulSet or a Service", () => {
    expect(
      replaced("kubernetes:x/v1:Y", "StatefulSet", "spec.template.spec", "spec.replicas"),
    ).to.deep.equal([]);
    expect(replaced("kubernetes:x/v1:Y", "Service", "spec.type", "spec.clusterIPs")).to.deep.equal(
      [],
    );
  });

  it("is the type alone of a Secret whose content changes in place", () => {
    const changes = ["type", "data.a", "stringData.a"].map((path) => ({
      path,
      before: "a",
      after: "b",
    }));
    const [type, inputs] = ["kubernetes:core/v1:Secret", { kind: "Secret" }];
    expect(replacingPaths({ type, inputs, changesInPlace: true }, changes)).to.deep.equal(["type"]);
  });

  it("is any input of what makes a key or a password", () => {
    expect(replaced("tls:index/privateKey:PrivateKey", "", "rsaBits")).to.deep.equal(["rsaBits"]);
    expect(replaced("random:index/randomPassword:RandomPassword", "", "length")).to.deep.equal([
      "length",
    ]);
    expect(replaced("docker:index/image:Image", "", "build")).to.deep.equal([]);
  });

  const cluster = { path: "activeCluster", before: "a", after: "b" };
  const text = { path: "kubeconfig", before: "a", after: "b" };
  const made = { path: "kubeconfig", before: "a", after: "placeholder-for-c (new)" };
  const identifier = { path: "clusterIdentifier", before: "a", after: "b" };
  const folder = { path: "renderYamlToDirectory", before: undefined, after: "b" };
  const providers: readonly [
    title: string,
    changes: FieldChange[],
    paths: string[],
    of?: JsonObject,
  ][] = [
    ["is another cluster of a provider", [cluster, text], ["activeCluster"]],
    ["isn't another user of a provider", [text], []],
    ["isn't a provider's first kubeconfig", [{ ...cluster, before: undefined }, text], []],
    ["is a kubeconfig that only the update knows", [made], ["kubeconfig"]],
    ["is another folder for manifests", [folder], ["renderYamlToDirectory"]],
    ["is another name of the cluster", [identifier, text], ["clusterIdentifier"]],
    ["isn't the cluster's first name", [{ ...identifier, before: undefined }], []],
    [
      "isn't anything else of a cluster of the same name",
      [cluster, made, folder],
      [],
      { clusterIdentifier: "a" },
    ],
    ["is nothing else of a provider", [{ ...text, path: "namespace" }], []],
  ];
  for (const [title, changes, paths, of = {}] of providers) {
    it(title, () => {
      const type = "pulumi:providers:kubernetes";
      expect(replacingPaths({ type, inputs: of }, changes)).to.deep.equal(paths);
    });
  }

  it("knows a field from one that only begins the same", () => {
    expect(isBelow("spec.clusterIP", "spec.clusterIP")).to.equal(true);
    expect(isBelow("spec.ports (order)", "spec.ports")).to.equal(true);
    expect(isBelow("spec.clusterIPs", "spec.clusterIP")).to.equal(false);
  });
});

describe("what the program wants replaced", () => {
  const before = {
    a: {
      b: "x",
      list: [
        { name: "one", c: 1 },
        { name: "two", c: 1 },
      ],
    },
  };
  const second = (c: number): Json => [
    { name: "one", c: 1 },
    { name: "two", c },
  ];
  const cases: readonly [path: string, after: JsonObject, isReplaced: boolean][] = [
    ["a.b", { ...before, a: { ...before.a, b: "y" } }, true],
    ["a", { ...before, a: { ...before.a, b: "y" } }, true],
    ["*", { ...before, other: 1 }, true],
    ["a.*", { ...before, other: 1 }, false],
    ["a.*", { a: { ...before.a, more: 1 } }, true],
    ["a.b", { a: { list: before.a.list } }, true],
    ["a.b.c", { a: { ...before.a, b: { c: 1 } } }, false],
    ["a.list[1].c", { a: { ...before.a, list: second(2) } }, true],
    ["a.list[0].c", { a: { ...before.a, list: second(2) } }, false],
    ["a.list[*].c", { a: { ...before.a, list: second(2) } }, true],
    ["a.list.*.name", { a: { ...before.a, list: second(2) } }, false],
    ["a.list[2].c", { a: { ...before.a, list: [...before.a.list, { name: "three" }] } }, false],
    ["a.bb", { ...before, a: { ...before.a, b: "y" } }, false],
    ["a", before, false],
  ];
  for (const [path, after, isReplaced] of cases) {
    it(`is ${isReplaced ? "" : "not "}${JSON.stringify(after)} at ${path}`, () => {
      const resource = declared("a:b:C::c", after, { lifecycle: { replacing: [path] } });
      const found = isReplaced ? [`replaceOnChanges ${path}`] : [];
      expect(chosenPaths(resource, before, after)).to.deep.equal(found);
    });
  }

  it("is any change of a secret that the path leads into", () => {
    const resource = declared("a:b:C::c", {}, { lifecycle: { replacing: ["a.b"] } });
    const [old, now] = ["x", "y"].map((text) => ({ a: secretMark(text) }));
    expect(chosenPaths(resource, old ?? {}, now ?? {})).to.have.lengthOf(1);
  });
});
