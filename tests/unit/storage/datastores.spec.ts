import { expect } from "chai";
import { Problems } from "../../../components/rules/problems";
import { refuseHidden, resolveDatastores } from "../../../components/storage/datastores";
import { collected } from "../../support/refusals";

const oldOutputs = { imageReference: "registry.example.net/one:7" };

describe("volume of the datastores", () => {
  it("is none unless it is asked for", () => {
    expect(resolveDatastores(new Problems(), undefined)).to.equal(undefined);
  });

  it("has 100Gi for one node at a time by default", () => {
    expect(resolveDatastores(new Problems(), {})).to.deep.equal({
      size: "100Gi",
      accessMode: "ReadWriteOnce",
    });
  });

  it("keeps what the user says", () => {
    const datastores = { size: "1Ti", accessMode: "ReadWriteMany", storageClass: "nfs" } as const;
    expect(resolveDatastores(new Problems(), datastores)).to.deep.equal(datastores);
  });

  it("has a size, and names that Kubernetes takes", () => {
    const datastores = { size: "much", storageClass: "a b", existingClaim: "Kept" };
    const told = collected((problems) => resolveDatastores(problems, datastores));
    expect(told.map((text) => text.split(":", 1)[0])).to.deep.equal([
      "storage.datastores.size",
      "storage.datastores.storageClass",
      "storage.datastores.existingClaim",
      "storage.datastores.storageClass",
    ]);
    expect(told[3]).to.contain("has no effect on the claim that storage.datastores.existingClaim");
  });

  it("can't be left out once it has images", () => {
    const oldInputs = { storage: { datastores: {} } };
    for (const newInputs of [{}, { storage: {} }, { storage: { datastores: null } }]) {
      expect(() => {
        refuseHidden({ oldInputs, newInputs, oldOutputs });
      }).to.throw(/^storage\.datastores: is left out, .*wouldn't see any more; leave it in\.$/);
    }
  });

  it("may be left out again after an update that failed", () => {
    refuseHidden({ oldInputs: { storage: { datastores: {} } }, newInputs: {}, oldOutputs: {} });
  });

  it("may come, stay and change otherwise", () => {
    for (const [before, after] of [
      [undefined, {}],
      [{}, {}],
      [{}, { existingClaim: "copied" }],
    ]) {
      refuseHidden({
        oldInputs: { storage: { datastores: before } },
        newInputs: { storage: { datastores: after } },
        oldOutputs,
      });
    }
  });
});
