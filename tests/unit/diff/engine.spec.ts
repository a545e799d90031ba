import type { StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { componentType } from "../../../components/package";
import { disagreements } from "../../../diff/engine/disagreements";
import { engineSteps } from "../../../diff/engine/steps";
import { reasonOf, viewOf } from "../../../diff/engine/view";
import { markdownText } from "../../../diff/markdown";
import type { Plan } from "../../../diff/plan";
import { fieldLines } from "../../../diff/words";

const frontEndUrn = `urn:pulumi:dev::cloud::${componentType}::one`;

interface Object {
  readonly kind: string;
  readonly name?: string;
  readonly inputs?: object;
}

function state({ kind, name = "one", inputs = {} }: Object): StepEventStateMetadata {
  const type = `kubernetes:core/v1:${kind}`;
  return {
    type,
    urn: `urn:pulumi:dev::cloud::${componentType}$${type}::${name}`,
    id: "",
    parent: frontEndUrn,
    inputs: { kind, ...inputs },
    outputs: {},
    provider: "",
  };
}

const component: StepEventStateMetadata = {
  ...state({ kind: "" }),
  type: componentType,
  urn: frontEndUrn,
  parent: "",
  inputs: {},
};

const standing: StepEventMetadata = {
  op: "same",
  urn: frontEndUrn,
  type: componentType,
  old: component,
  new: component,
  provider: "",
};

function step(
  op: StepEventMetadata["op"],
  before: Object | undefined,
  after: Object | undefined,
  more: Partial<StepEventMetadata> = {},
): StepEventMetadata {
  const [old, now] = [before && state(before), after && state(after)];
  const { urn = "", type = "" } = now ?? old ?? {};
  return { op, urn, type, provider: "", ...(old && { old }), ...(now && { new: now }), ...more };
}

const service = (port: number): Object => ({
  kind: "Service",
  inputs: { metadata: { name: "one" }, spec: { ports: [{ name: "xmlrpc", port }] } },
});

function planOf(...events: StepEventMetadata[]): Plan {
  const { before, after, steps } = engineSteps("cloud", "dev", [standing, ...events]);
  expect(before.stack).to.equal(after.stack);
  return { stack: "dev", chapters: [], steps };
}

const linesOf = (plan: Plan): string[] => plan.steps.flatMap(fieldLines);

describe("the engine's steps", () => {
  it("have nothing of what stays, is read or refreshed", () => {
    const plan = planOf(
      step("same", service(1), service(1)),
      step("refresh", service(1), service(2)),
      step("read", undefined, { kind: "Namespace" }),
    );
    expect(plan.steps).to.deep.equal([]);
  });

  it("belong to their front-end and name the field", () => {
    const plan = planOf(step("update", service(1), service(2)));
    expect(plan.steps.map(({ operation }) => operation)).to.deep.equal(["update"]);
    expect(plan.steps[0]?.after?.frontEnd).to.equal("one");
    expect(linesOf(plan)).to.deep.equal(["spec.ports[xmlrpc].port: 1 → 2"]);
  });

  it("make one of the three that a replacement is announced in", () => {
    const keys = ["spec.clusterIP"];
    const plan = planOf(
      step("delete-replaced", service(1), undefined),
      step("replace", service(1), service(2), { keys }),
      step("create-replacement", service(1), service(2), { keys }),
    );
    expect(plan.steps).to.have.lengthOf(1);
    expect(plan.steps[0]).to.include({ operation: "replace", kind: "Service" });
    expect(plan.steps[0]?.replacedBy).to.deep.equal(keys);
  });

  it("rename what stays under another name", () => {
    const [old, now] = [state({ kind: "Service" }), state({ kind: "Service", name: "other" })];
    const plan = planOf({ op: "same", urn: now.urn, type: now.type, provider: "", old, new: now });
    expect(plan.steps.map(({ operation, name }) => `${operation} ${name}`)).to.deep.equal([
      "rename other",
    ]);
  });

  it("leave out providers that nobody declares", () => {
    const type = "pulumi:providers:tls";
    const event = step("create", undefined, { kind: "Pod" });
    const provider = { ...event, type, urn: `urn:pulumi:dev::cloud::${type}::default_5_6_1` };
    expect(planOf(provider).steps).to.deep.equal([]);
  });

  it("take null for nothing, as the engine writes it", () => {
    const event = JSON.parse(
      JSON.stringify({ ...step("delete", service(1), undefined), new: null }),
    ) as StepEventMetadata;
    expect(planOf(event).steps.map(({ operation }) => operation)).to.deep.equal(["delete"]);
  });

  it("say of a secret whether it changes, as far as the engine lists it", () => {
    const secret: Object = {
      kind: "Secret",
      inputs: { metadata: { name: "s" }, stringData: { "a.b": "[secret]", c: "[secret]" } },
    };
    const listed = { 'data["a.b"]': { diffKind: "update", inputDiff: true } } as const;
    const plan = planOf(
      step("replace", secret, secret, {
        detailedDiff: listed as unknown as NonNullable<StepEventMetadata["detailedDiff"]>,
      }),
    );
    expect(linesOf(plan)).to.deep.equal(["stringData[a.b]: secret, changed"]);
  });

  it("fold names that the provider makes", () => {
    const named = (name: string, data: string): Object => ({
      kind: "ConfigMap",
      inputs: {
        metadata: { name, annotations: { "pulumi.com/autonamed": "true" } },
        data: { text: data },
      },
    });
    const plan = planOf(step("replace", named("one-1a", "x"), named("one-2b", "y")));
    expect(linesOf(plan)).to.deep.equal(["data.text: x → y"]);
  });

  it("leave what is known at the update only to the update", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const map = (text: string): Object => ({ kind: "ConfigMap", inputs: { data: { text } } });
    const view = viewOf("cloud", planOf(), [
      standing,
      step("replace", map("x"), map(`${unknown}:1`)),
    ]);
    const text = JSON.stringify(view);
    expect(text).to.contain("Only the update knows the value of data.text");
    expect(text).not.to.contain(unknown);
  });
});

describe("a disagreement of commits and engine", () => {
  const none = planOf();
  const updated = planOf(step("update", service(1), service(2)));
  const replaced = planOf(step("replace", service(1), service(2)));
  const cases: readonly [title: string, commits: Plan, engine: Plan, sentence: string][] = [
    ["is what the engine changes alone", none, updated, "The engine also changes Service one"],
    ["is what is deployed already", updated, none, "The engine doesn't touch Service one"],
    [
      "is another operation",
      updated,
      replaced,
      "The engine replaces Service one, which the change between the commits changes",
    ],
  ];
  for (const [title, commits, engine, sentence] of cases) {
    it(title, () => {
      const found = disagreements(commits.steps, engine.steps);
      expect(found).to.have.lengthOf(1);
      expect(found[0]).to.contain(sentence);
    });
  }

  it("is a further field of the same object", () => {
    const moved = (type: string, port: number): Object => ({
      kind: "Service",
      inputs: {
        metadata: { name: "one" },
        spec: { type, ports: [{ name: "xmlrpc", port }] },
      },
    });
    const engine = planOf(step("update", moved("NodePort", 1), moved("ClusterIP", 2)));
    expect(disagreements(updated.steps, engine.steps).join()).to.contain(
      "The engine also changes spec.type of Service one",
    );
  });

  it("isn't what a replacement is for that only the program can explain", () => {
    const event = step("replace", service(1), service(1), { keys: ["spec"] });
    const [planned] = planOf(event).steps;
    expect(planned?.replacedBy).to.deep.equal(["spec"]);
    const steps = planned === undefined ? [] : [{ ...planned, replacedBy: ["takes spec"] }];
    const view = viewOf("cloud", { ...none, steps }, [standing, event]);
    expect(JSON.stringify(view)).to.contain("(takes spec)").and.not.to.contain("(spec)");
  });

  it("isn't there where both say the same", () => {
    expect(disagreements(updated.steps, updated.steps)).to.deep.equal([]);
  });

  it("has a line of its own in the comment", () => {
    const event = step("update", service(1), service(2));
    const engine = viewOf("cloud", none, [standing, event]);
    const text = markdownText([{ ...none, engine }]);
    expect(text).to.contain("#### What Pulumi's engine says");
    expect(text).to.contain("- ≠ The engine also changes Service one");
    expect(text).to.contain("Ports of the Service one: xmlrpc changes.");
    expect(text).to.contain("as Pulumi's engine sees it");
  });
});

describe("an engine that can't be asked", () => {
  it("is one sentence of the comment, below the plan", () => {
    const text = markdownText([{ ...planOf(), engine: { missing: "it is away" } }]);
    expect(text).to.contain("Pulumi's engine wasn't asked about stack dev: it is away.");
  });

  const reasons: readonly [
    title: string,
    message: string,
    said: readonly string[],
    reason: string,
  ][] = [
    ["names its absence", "spawn pulumi ENOENT", [], "there is no pulumi command on PATH"],
    ["gives the command's error", "code: 1\nstderr: error: no stack\nmore", [], "no stack"],
    [
      "prefers what it diagnosed",
      "code: 255",
      ["<{%reset%}>no cluster<{%reset%}>\n"],
      "no cluster",
    ],
  ];
  for (const [title, message, said, reason] of reasons) {
    it(title, () => {
      expect(reasonOf(new Error(message), said)).to.equal(reason);
    });
  }
});
