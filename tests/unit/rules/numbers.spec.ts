import { expect } from "chai";
import { wholeNumberRule } from "../../../components/rules/numbers";

describe("a whole number within bounds", () => {
  const rule = wholeNumberRule("a time-out", 10, 20, "seconds");

  for (const right of [10, 15, 20]) {
    it(`may be ${right}`, () => {
      expect(rule(right)).to.equal(undefined);
    });
  }

  for (const wrong of [9, 21, 10.5, -10, NaN, Infinity]) {
    it(`can't be ${wrong}`, () => {
      expect(rule(wrong)).to.equal(
        "is not a time-out; give a whole number of seconds from 10 to 20.",
      );
    });
  }

  it("counts something or nothing", () => {
    expect(wholeNumberRule("a port number", 1, 65535)(0)).to.equal(
      "is not a port number; give a whole number from 1 to 65535.",
    );
  });
});
