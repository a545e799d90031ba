import { expect } from "chai";
import { type Declaration, declarations, violation } from "../../../rehearse/declarations";
import type { Json, JsonObject } from "../../../rehearse/json";
import type { Project } from "../../../rehearse/project";

function declared(config: JsonObject): Declaration[] {
  const project: Project = {
    ...{ name: "cloud", folder: ".", language: "nodejs", options: {}, main: undefined, config },
    ...{ nodeArguments: [], typeScript: true, tsconfig: undefined, requiredEngine: undefined },
    stackFolder: ".",
  };
  return declarations(project);
}

describe("a declared setting", () => {
  it("is the project's own unless it has a namespace", () => {
    const [own, other] = declared({ size: 3, "kubernetes:context": { value: "kind" } });
    expect(own).to.include({ key: "cloud:size", default: 3, required: false });
    expect(other).to.include({ key: "kubernetes:context", default: "kind", required: false });
  });

  it("is required without a default, except one of a provider", () => {
    const found = declared({ a: { type: "string" }, b: { default: "" }, "tls:c": {} });
    expect(found.map(({ required }) => required)).to.deep.equal([true, false, false]);
  });

  it("has the type of a list's items, and may be a secret", () => {
    const [found] = declared({
      names: { type: "array", items: { type: "array", items: { type: "integer" } }, secret: true },
    });
    const items = { name: "array", items: { name: "integer", items: undefined } };
    expect(found?.type).to.deep.equal({ name: "array", items });
    expect(found?.secret).to.equal(true);
  });
});

describe("a value of a declared type", () => {
  const list = { name: "array", items: { name: "integer" } };
  const cases: readonly [string, { name: string; items?: { name: string } }, Json, Json, string][] =
    [
      ["an integer", { name: "integer" }, "-12", "1.5", "must be an integer."],
      ["a switch", { name: "boolean" }, true, "yes", "must be true or false."],
      ["a text", { name: "string" }, 7, ["a"], "must be a text."],
      ["a map", { name: "object" }, {}, [], "must be a map of keys to values."],
      ["a list", list, [1, "2"], {}, "must be a list."],
      ["a list's item", list, [], [1, "canary"], "must be an integer."],
    ];

  for (const [title, type, good, bad, told] of cases) {
    it(`is checked: ${title}`, () => {
      expect(violation(type, good)).to.equal(undefined);
      expect(violation(type, bad)).to.equal(told);
    });
  }

  it("is whatever it likes where it's encrypted, or the type is none that is known", () => {
    expect(violation({ name: "integer" }, { secure: "v1:abc" })).to.equal(undefined);
    expect(violation({ name: "List<String>" }, {})).to.equal(undefined);
    expect(violation(undefined, [])).to.equal(undefined);
  });
});
