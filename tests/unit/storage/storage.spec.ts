import { expect } from "chai";
import { Problems } from "../../../components/rules/problems";
import { resolveStorage } from "../../../components/storage/storage";
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

  it("has a volume for images beside it, where that is said", () => {
    const storage = { datastores: { existingClaim: "nfs" } };
    expect(resolveStorage(new Problems(), storage).datastores).to.deep.equal({
      size: "100Gi",
      accessMode: "ReadWriteOnce",
      existingClaim: "nfs",
    });
  });
});
