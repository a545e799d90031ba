import { expect } from "chai";
import { dataRule } from "../../../../diff/rules/data";
import type { Declared } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";
import { changeOf, declared, objectIn, saidBy } from "../../../support/sides";

const kind = "PersistentVolumeClaim";
const kept = (spec: JsonObject, name = "data-one-0"): Declared =>
  declared(`kubernetes:core/v1:${kind}Patch::one-data`, { kind, metadata: { name }, spec });
const own = (spec: JsonObject): Declared =>
  objectIn("one", kind, { metadata: { name: "data-one-0" }, spec }, "one-data");
const sized = (storage: string): JsonObject => ({ resources: { requests: { storage } } });
const mounting = (claimName: string): Declared =>
  objectIn("one", "StatefulSet", {
    spec: {
      template: { spec: { volumes: [{ name: "data", persistentVolumeClaim: { claimName } }] } },
    },
  });
const database = (value: string, ...more: Record<string, string>[]): Declared =>
  objectIn("one", "StatefulSet", {
    spec: {
      template: {
        spec: {
          initContainers: [
            { name: "prepare", env: [{ name: "OPENNEBULA_DB_HOST", value }, ...more] },
          ],
        },
      },
    },
  });

const said = (before: Declared[], after: Declared[], existed = true): string[] =>
  saidBy(dataRule, changeOf(before, after, { existed }));

describe("the rule of data", () => {
  it("says that a claim grows", () => {
    expect(said([kept(sized("1Gi"))], [kept(sized("2Gi"))])).to.deep.equal([
      'The claim data-one-0 grows from "1Gi" to "2Gi", if its storage class allows expansion; data and pod stay.',
    ]);
  });

  it("says that an update fails which changes what a claim can't", () => {
    const [text = ""] = said(
      [kept({ storageClassName: "fast" })],
      [kept({ storageClassName: "slow" })],
    );
    expect(text).to.match(/^!The update will fail: spec\.storageClassName of the claim data-one-0/);
  });

  it("says what is lost with a claim that nobody keeps", () => {
    expect(
      said([own({ storageClassName: "fast" })], [own({ storageClassName: "slow" })])[0],
    ).to.match(/^!The claim data-one-0 is replaced .*all data is lost/);
    expect(said([own({})], [])[0]).to.match(/^!The claim data-one-0 is deleted, and database/);
  });

  it("says where the provider leads elsewhere that the volume doesn't follow", () => {
    const provider = (activeCluster: string): Declared =>
      declared("pulumi:providers:kubernetes::p", { activeCluster });
    const [here, there] = ["a", "b"].map((server) => ({ ...kept({}), provider: provider(server) }));
    expect(said(here ? [here] : [], there ? [there] : [])).to.deep.equal([
      "!The front-end gets the claim data-one-0: if there is no such claim yet, it starts on an empty volume, without users, hosts and images.",
      "!The stack lets go of the claim data-one-0, which stays in the cluster with all data.",
    ]);
  });

  it("says that a kept claim stays", () => {
    expect(said([kept({})], [])[0]).to.match(
      /^!The stack lets go of the claim data-one-0, which stays/,
    );
  });

  it("says of a new claim that it may be empty, unless the front-end is new", () => {
    expect(said([], [kept({})])[0]).to.match(/^!The front-end gets the claim data-one-0/);
    expect(said([], [kept({})], false)).to.deep.equal([]);
  });

  it("says both of a claim under another name", () => {
    const texts = said([kept({})], [kept({}, "data-two-0")]);
    expect(texts[0]).to.contain("gets the claim data-two-0");
    expect(texts[1]).to.contain("lets go of the claim data-one-0");
  });

  it("says that images are copied to a volume of their own, and not from one to another", () => {
    const nfs = (claimName: string) => ({
      name: "datastores",
      persistentVolumeClaim: { claimName },
    });
    const pod = (...volumes: JsonObject[]): Declared =>
      objectIn("one", "StatefulSet", {
        spec: { template: { spec: { volumes: [{ name: "data" }, ...volumes] } } },
      });
    expect(said([pod()], [pod(nfs("a"))])[0]).to.match(/^!Images and disks are copied from/);
    expect(said([pod(nfs("a"))], [pod(nfs("b"))])).to.have.length(1);
    expect(said([pod(nfs("a"))], [pod(nfs("b"))])[0]).to.match(/^!.* "a" to "b" for images/);
  });

  it("says what becomes of the claim of images as of the other one", () => {
    const claim = (size: string): Declared =>
      objectIn(
        "one",
        kind,
        { metadata: { name: "one-datastores" }, spec: sized(size) },
        "one-datastores",
      );
    expect(said([claim("1Gi")], [claim("2Gi")])[0]).to.match(/^The claim one-datastores grows/);
    expect(said([], [claim("1Gi")])).to.deep.equal([]);
  });

  it("says that another volume or database is not a copy", () => {
    expect(said([mounting("a")], [mounting("b")])[0]).to.match(
      /^!The front-end changes from the volume "a" to "b"/,
    );
    expect(said([database("a")], [database("b")])[0]).to.match(
      /^!The front-end changes to another database \("a" to "b"\): nothing is copied/,
    );
  });

  it("says that SQLite's content comes along", () => {
    const asked = { name: "OPENNEBULA_DB_MIGRATE_FROM", value: "sqlite" };
    expect(said([database("")], [database("b", asked)])[0]).to.contain("is moved there");
  });
});
