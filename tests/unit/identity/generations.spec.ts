import { expect } from "chai";
import {
  generationName,
  generationRule,
  generationsRule,
  inUse,
} from "../../../components/identity/generations";

describe("generations", () => {
  it("are whole numbers, each named once, and one at least", () => {
    expect(generationRule(2)).to.equal(undefined);
    for (const wrong of [0, 1.5, 10000]) expect(generationRule(wrong)).to.contain("count with");
    expect(generationsRule([2, 1])).to.equal(undefined);
    expect(generationsRule([])).to.contain("has no generation");
    expect(generationsRule([1, 1])).to.contain("twice");
    expect(generationsRule([1, 0])).to.contain("is not a generation");
  });

  it("have a number in the names of their resources, but for the first", () => {
    expect(generationName("one-password", 1)).to.equal("one-password");
    expect(generationName("one-password", 2)).to.equal("one-password-2");
  });

  it("have the first of the list in use", () => {
    expect(inUse(["b", "a"])).to.equal("b");
    expect(() => inUse([])).to.throw("none in use");
  });
});
