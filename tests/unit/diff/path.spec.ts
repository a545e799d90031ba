import { expect } from "chai";
import { segments } from "../../../diff/path";

describe("a path of Pulumi's", () => {
  for (const [path, parts] of [
    ["spec", ["spec"]],
    ["spec.ports[0].name", ["spec", "ports", "0", "name"]],
    ["spec.template.*", ["spec", "template", "*"]],
    ["spec.ports[*]", ["spec", "ports", "*"]],
    ['data["a.b"]', ["data", "a.b"]],
    ['["a.b"].c', ["a.b", "c"]],
  ] as const) {
    it(`has ${String(parts.length)} parts: ${path}`, () => {
      expect(segments(path)).to.deep.equal(parts);
    });
  }
});
