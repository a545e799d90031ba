import { expect } from "chai";
import { findingLines } from "../../../../operate/doctor/finding";
import { storageFindings } from "../../../../operate/doctor/storage";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { frontEndOf, objectOf, stackOf } from "../../../support/declaredStack";

const isDefault = { "storageclass.kubernetes.io/is-default-class": "true" };
const storageClass = (name: string, allowVolumeExpansion: boolean, annotations = {}): JsonObject =>
  objectOf("StorageClass", name, { metadata: { annotations }, allowVolumeExpansion });
const claim = (spec: JsonObject = {}, more: JsonObject = {}): JsonObject =>
  objectOf("PersistentVolumeClaim", "data-one-0", { spec, ...more });
const mounting = (claimName: string): JsonObject =>
  frontEndOf({
    volumes: [{ name: "data", persistentVolumeClaim: { claimName } }, { name: "run" }],
  });

describe("doctor, storage", () => {
  const stub = clusterForEach();

  async function told(...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    return findingLines(await storageFindings({ api: await stub.api(), version: "1.34", stack }));
  }

  it("is well with a default class whose volumes can grow", async () => {
    stub.objects.push(storageClass("slow", false), storageClass("fast", true, isDefault));
    expect(await told(claim(), mounting("data-one-0"))).to.equal(
      "ok       Storage: the claim data-one-0 has the class fast, whose volumes can grow.\n",
    );
  });

  it("takes the class that is declared before the default one", async () => {
    stub.objects.push(storageClass("slow", false), storageClass("fast", true, isDefault));
    expect(await told(claim({ storageClassName: "slow" }))).to.match(
      /^warning .*slow, whose volumes can't grow/,
    );
  });

  it("fails without a default class", async () => {
    stub.objects.push(storageClass("slow", false));
    expect(await told(claim())).to.match(
      /^fails .*no default one \(there is: slow\); set storage\.storageClass/,
    );
  });

  for (const [name, property] of [
    ["data-one-0", "storage"],
    ["one-datastores", "storage.datastores"],
    ["one-backup", "backup.repository.volume"],
    ["data-one-database-0", "database.bundled"],
  ] as const) {
    it(`says which argument is of the claim ${name}`, async () => {
      const declared = objectOf("PersistentVolumeClaim", name, { spec: {} });
      expect(await told(declared)).to.contain(`; set ${property}.storageClass.`);
    });
  }

  it("says which argument names a claim of images that isn't there", async () => {
    const volumes = [{ name: "datastores", persistentVolumeClaim: { claimName: "mine" } }];
    expect(await told(frontEndOf({ volumes }))).to.match(
      /^fails .*no claim mine .*correct storage\.datastores\.existingClaim\.\n$/,
    );
  });

  it("fails where the declared class isn't there", async () => {
    expect(await told(claim({ storageClassName: "gone" }))).to.match(
      /^fails .*no storage class gone .*\(there is: none\)/,
    );
  });

  it("asks of a claim that is there which class it has", async () => {
    stub.objects.push(
      storageClass("fast", true, isDefault),
      storageClass("slow", false),
      claim({ storageClassName: "slow" }, { status: { phase: "Bound" } }),
    );
    expect(await told(claim())).to.contain("the class slow");
  });

  it("is content with a claim that is there without a class", async () => {
    stub.objects.push(claim({ storageClassName: "" }, { status: { phase: "Bound" } }));
    expect(await told(claim())).to.match(/^ok .*data-one-0 is there \(Bound\)/);
  });

  it("looks for a claim of the user's own", async () => {
    expect(await told(mounting("mine"))).to.match(/^fails .*no claim mine in namespace one/);
    stub.objects.push(objectOf("PersistentVolumeClaim", "mine", { status: { phase: "Bound" } }));
    expect(await told(mounting("mine"))).to.match(/^ok .*mine is there \(Bound\)/);
  });
});
