import { expect } from "chai";
import { comparedVersions, isAtLeast } from "../../../components/rules/versions";

describe("versions", () => {
  for (const [older, newer] of [
    ["7.2", "7.10"],
    ["7.9.9", "7.10"],
    ["7.4", "7.4.1"],
    ["7.4.9", "7.4.10"],
    ["9.9.9", "10.0"],
  ] as const) {
    it(`has ${older} before ${newer}`, () => {
      expect(comparedVersions(older, newer)).to.be.lessThan(0);
      expect(comparedVersions(newer, older)).to.be.greaterThan(0);
      expect(isAtLeast(newer, older)).to.equal(true);
      expect(isAtLeast(older, newer)).to.equal(false);
    });
  }

  it("takes what is left out for 0", () => {
    expect(comparedVersions("7.4", "7.4.0")).to.equal(0);
    expect(isAtLeast("7.4", "7.4.0")).to.equal(true);
  });
});
