import { expect } from "chai";
import { refuseShrinking } from "../../components/storage/claim";
import type { Storage } from "../../index";
import { podIn } from "../support/manifests";
import { allOf, deploy, oneOf } from "../support/mocks";
import { minimal } from "../support/scenarios";
import { at, listAt } from "../support/wire";

const kept = "kubernetes:core/v1:PersistentVolumeClaimPatch";
const own = "kubernetes:core/v1:PersistentVolumeClaim";

const withStorage = (storage: Storage) => deploy({ ...minimal, storage });

describe("claim of the data volume", () => {
  it("outlives `pulumi destroy` by default, and the next `up` takes it over", async () => {
    const { inputs, retainOnDelete } = oneOf(await deploy(minimal), kept);
    expect(retainOnDelete).to.equal(true);
    expect(at(inputs, "metadata.annotations")).to.deep.include({ "pulumi.com/patchForce": "true" });
    expect(at(inputs, "metadata.name")).to.equal("data-one-0");
    expect(inputs["spec"]).to.deep.equal({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "20Gi" } },
    });
  });

  it("goes with `pulumi destroy` when the user wants it so", async () => {
    const deployment = await withStorage({ size: "5Gi", storageClass: "fast", retain: false });
    expect(allOf(deployment, kept)).to.deep.equal([]);
    const { inputs, retainOnDelete } = oneOf(deployment, own);
    expect(retainOnDelete).to.equal(false);
    expect(inputs["spec"]).to.deep.equal({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "5Gi" } },
      storageClassName: "fast",
    });
  });

  it("has the user's class and access mode", async () => {
    const storage = { storageClass: "fast", accessMode: "ReadWriteMany" } as const;
    const { inputs } = oneOf(await withStorage(storage), kept);
    expect(at(inputs, "spec.storageClassName")).to.equal("fast");
    expect(at(inputs, "spec.accessModes")).to.deep.equal(["ReadWriteMany"]);
  });

  it("is the one that the pod mounts", async () => {
    for (const [storage, claimName] of [
      [{}, "data-one-0"],
      [{ retain: false }, "data-one-0"],
      [{ existingClaim: "mine" }, "mine"],
    ] as const) {
      const volumes = listAt(podIn(await withStorage(storage)), "volumes");
      const data = volumes.find((volume) => volume["name"] === "data");
      expect(data?.["persistentVolumeClaim"]).to.deep.equal({ claimName });
    }
  });

  it("is not made when the user has one", async () => {
    const { resources } = await withStorage({ existingClaim: "mine" });
    expect(resources.filter(({ type }) => type.includes("PersistentVolumeClaim"))).to.eql([]);
  });
});

describe("claim of the datastores", () => {
  const claims = (deployment: Awaited<ReturnType<typeof deploy>>, type: string) =>
    allOf(deployment, type).filter(({ name }) => name === "one-datastores");

  it("has a class and a mode of its own, and is kept as the data volume is", async () => {
    const datastores = { size: "1Ti", storageClass: "nfs", accessMode: "ReadWriteMany" } as const;
    for (const [retain, type] of [
      [true, kept],
      [false, own],
    ] as const) {
      const [claim] = claims(await withStorage({ datastores, retain }), type);
      expect(claim?.retainOnDelete).to.equal(retain);
      expect(at(claim?.inputs, "metadata.name")).to.equal("one-datastores");
      expect(at(claim?.inputs, "spec")).to.deep.equal({
        accessModes: ["ReadWriteMany"],
        resources: { requests: { storage: "1Ti" } },
        storageClassName: "nfs",
      });
    }
  });

  it("is the one that the pod mounts, or the user's own", async () => {
    for (const [datastores, claimName] of [
      [{}, "one-datastores"],
      [{ existingClaim: "nfs" }, "nfs"],
    ] as const) {
      const volumes = listAt(podIn(await withStorage({ datastores })), "volumes");
      const found = volumes.find((volume) => volume["name"] === "datastores");
      expect(found?.["persistentVolumeClaim"]).to.deep.equal({ claimName });
    }
    const existing = await withStorage({ datastores: { existingClaim: "nfs" } });
    expect(claims(existing, kept)).to.deep.equal([]);
  });
});

describe("smaller claim", () => {
  const inputs = (storage: unknown) => ({ spec: { resources: { requests: { storage } } } });

  it("is refused with a sentence that names the argument and the way out", () => {
    expect(() => {
      refuseShrinking({ oldInputs: inputs("20Gi"), newInputs: inputs("10Gi") });
    }).to.throw(
      'storage.size: "10Gi" is smaller than the 20Gi of the existing claim, and a volume can\'t shrink; give 20Gi or more, or restore a backup into a new front-end.',
    );
  });

  it("is none when it grows or stays", () => {
    for (const [from, to] of [
      ["20Gi", "20Gi"],
      ["20Gi", "21Gi"],
      ["1Gi", "1024Mi"],
    ]) {
      refuseShrinking({ oldInputs: inputs(from), newInputs: inputs(to) });
    }
  });

  it("isn't told from sizes that aren't known", () => {
    refuseShrinking({ oldInputs: inputs("20Gi"), newInputs: inputs(undefined) });
    refuseShrinking({ oldInputs: {}, newInputs: inputs("1Gi") });
    refuseShrinking({ oldInputs: undefined, newInputs: undefined });
  });
});
