import {
  DiffKind,
  type StepEventMetadata,
  type StepEventStateMetadata,
} from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { componentType } from "../../../../components/package";
import { declaredBy, frontEndOf } from "../../../../diff/engine/state";
import { type Declared, secretMark } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";

const type = "kubernetes:core/v1:Secret";
const urn = `urn:pulumi:dev::cloud::${componentType}$${type}::one-login`;
const frontEndUrn = `urn:pulumi:dev::cloud::${componentType}::one`;

function state(inputs: JsonObject): StepEventStateMetadata {
  return { ...{ type, urn, id: "", parent: frontEndUrn, provider: "" }, inputs, outputs: {} };
}

function declared(inputs: JsonObject, more: Partial<StepEventMetadata> = {}): Declared | undefined {
  const step = {
    ...{ op: "update", urn, type, provider: "" },
    old: state(inputs),
    new: state(inputs),
  };
  return declaredBy({ ...step, ...more } as StepEventMetadata, "after", "one");
}

describe("a resource as the engine reports it", () => {
  it("is none at an end of the step that has no state", () => {
    const step = { op: "create", urn, type, provider: "", old: null, new: state({}) };
    expect(declaredBy(step as unknown as StepEventMetadata, "before", "one")).to.equal(undefined);
    expect(declared({})).to.include({ type, frontEnd: "one" });
  });

  it("loses what a provider keeps for itself, however deep", () => {
    const inputs = {
      kind: "Secret",
      __defaults: [],
      spec: { __internal: {}, a: [{ __b: 1, c: 2 }] },
    };
    expect(declared(inputs)?.inputs).to.deep.equal({ kind: "Secret", spec: { a: [{ c: 2 }] } });
  });

  it("has marks in the place of secrets, which differ only where the engine says so", () => {
    const inputs = { data: { "a.b": "[secret]", c: "[secret]" }, open: "x" };
    const found = declared(inputs, { diffs: ['data["a.b"]'] });
    expect(found?.inputs).to.deep.equal({
      data: { "a.b": secretMark("after"), c: secretMark("same") },
      open: "x",
    });
  });

  it("takes a change of a Secret's data for one of its texts, too", () => {
    const detailedDiff = { "data.key": { diffKind: DiffKind.update, inputDiff: false } };
    const found = declared({ stringData: { key: "[secret]" } }, { detailedDiff });
    expect(found?.inputs).to.deep.equal({ stringData: { key: secretMark("after") } });
  });

  it("counts a change of the whole for one of each part", () => {
    const found = declared({ list: ["[secret]", "[secret]"] }, { diffs: ["list[1]"] });
    expect(found?.inputs).to.deep.equal({ list: [secretMark("same"), secretMark("after")] });
    const whole = declared({ list: ["[secret]"] }, { diffs: ["list"] });
    expect(whole?.inputs).to.deep.equal({ list: [secretMark("after")] });
  });

  it("has a name that the provider made apart, and its annotations otherwise", () => {
    const annotations = { "pulumi.com/autonamed": "true", mine: "yes" };
    const found = declared({ metadata: { name: "one-login-ab12cd34", annotations } });
    expect(found?.generatedName).to.equal("one-login-ab12cd34");
    expect(found?.inputs).to.deep.equal({ metadata: { annotations: { mine: "yes" } } });
  });
});

describe("the front-end of a state", () => {
  const component = { ...state({}), type: componentType, urn: frontEndUrn, parent: "" };
  const child = state({});
  const states = new Map([component, child].map((each) => [each.urn, each]));

  it("is the component above it, or itself", () => {
    expect(frontEndOf(urn, states)).to.equal("one");
    expect(frontEndOf(frontEndUrn, states)).to.equal("one");
  });

  it("is none where no component is above", () => {
    expect(frontEndOf(urn, new Map([[urn, { ...child, parent: "" }]]))).to.equal(undefined);
  });
});
