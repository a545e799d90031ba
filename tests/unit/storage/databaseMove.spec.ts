import { expect } from "chai";
import { isMoved } from "../../../components/storage/databaseMove";

describe("a move from SQLite", () => {
  const asked = { template: { spec: { env: [{ name: "OPENNEBULA_DB_MIGRATE_FROM" }] } } };
  const ready = { readyReplicas: 1, currentRevision: "a", updateRevision: "a" };

  it("is done when the pod that was asked for it is ready", () => {
    expect(isMoved(asked, ready)).to.equal(true);
  });

  it("isn't before", () => {
    expect(isMoved({ template: {} }, ready)).to.equal(false);
    expect(isMoved(asked, { ...ready, readyReplicas: undefined })).to.equal(false);
    expect(isMoved(asked, { ...ready, updateRevision: "b" })).to.equal(false);
    expect(isMoved(undefined, undefined)).to.equal(false);
  });
});
