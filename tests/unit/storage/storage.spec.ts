import { expect } from "chai";
import { Problems } from "../../../components/rules/problems";
import { resolveStorage, shrinkViolation } from "../../../components/storage/storage";
import { collected } from "../../support/refusals";

describe("data volume", () => {
  it("has 20Gi for one node at a time, and stays at `pulumi destroy`, by default", () => {
    expect(resolveStorage(new Problems())).to.deep.equal({
      size: "20Gi",
      accessMode: "ReadWriteOnce",
      retain: true,
    });
  });

  it("keeps what the user says", () => {
    const storage = {
      size: "1Ti",
      accessMode: "ReadWriteMany",
      storageClass: "fast",
      retain: false,
    } as const;
    expect(resolveStorage(new Problems(), storage)).to.deep.equal(storage);
  });

  it("can't have a class when it exists already", () => {
    const storage = { existingClaim: "kept", storageClass: "fast" };
    expect(collected((problems) => resolveStorage(problems, storage))).to.deep.equal([
      "storage.storageClass: has no effect on the claim that storage.existingClaim names; leave one of the two out.",
    ]);
  });

  it("has names that Kubernetes takes", () => {
    const storage = { existingClaim: "Kept", storageClass: "a b" };
    const told = collected((problems) => resolveStorage(problems, storage));
    expect(told).to.have.length(3);
    expect(told[0]).to.match(
      /^storage\.storageClass: "a b" is not the name of a Kubernetes object/,
    );
    expect(told[1]).to.match(/^storage\.existingClaim: "Kept" is not the name/);
  });

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
