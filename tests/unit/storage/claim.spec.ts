import { expect } from "chai";
import { shrinkViolation } from "../../../components/storage/claim";

describe("size of a claim", () => {
  for (const [from, to] of [
    ["20Gi", "10Gi"],
    ["1Ti", "1000Gi"],
    ["20Gi", "20G"],
    ["1.5Gi", "1Gi"],
    ["1Ki", "1000"],
    ["1E", "999P"],
  ] as const) {
    it(`can't shrink from ${from} to ${to}, nor stay at a size that it isn't`, () => {
      expect(shrinkViolation(from, to)).to.match(
        new RegExp(`^is smaller than the ${from} .* can't shrink; give ${from} or more`),
      );
      expect(shrinkViolation(to, from)).to.equal(undefined);
    });
  }

  it("may have its size written in another way", () => {
    expect(shrinkViolation("1Gi", "1024Mi")).to.equal(undefined);
    expect(shrinkViolation("1G", "1000M")).to.equal(undefined);
  });
});
