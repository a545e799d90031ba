import { expect } from "chai";
import {
  databaseOf,
  hasFailed,
  hasOtherVolume,
  isMovedAnew,
  isRestoredAnew,
} from "../../../components/storage/lastDeployment";

const sqlite = {};
const server = { database: { host: "db.example.net", existingSecret: "login" } };
const bundled = { database: { bundled: {} } };

describe("what the last deployment was", () => {
  it("had one database, whatever else is said of it", () => {
    expect(databaseOf(sqlite)).to.equal("SQLite");
    expect(databaseOf(server)).to.equal('"db.example.net"');
    expect(databaseOf({ database: { ...server.database, port: 3307 } })).not.to.equal(
      databaseOf(server),
    );
    expect(databaseOf({ database: { bundled: { size: "20Gi" } } })).to.equal(databaseOf(bundled));
  });

  it("had what SQLite has, which comes along once", () => {
    const moved = { database: { bundled: {}, migrateFrom: "sqlite" } };
    expect(isMovedAnew(sqlite, moved)).to.equal(true);
    expect(isMovedAnew(moved, moved)).to.equal(false);
    expect(isMovedAnew(sqlite, bundled)).to.equal(false);
  });

  it("had its volume", () => {
    expect(hasOtherVolume({ namespace: "a" }, { namespace: "b" })).to.equal(true);
    expect(hasOtherVolume(sqlite, { storage: { existingClaim: "other" } })).to.equal(true);
    expect(hasOtherVolume({ storage: { size: "1Gi" } }, { storage: { size: "2Gi" } })).to.equal(
      false,
    );
  });

  it("came to its end, or not", () => {
    expect(hasFailed({ imageReference: "one" })).to.equal(false);
    expect(hasFailed(undefined)).to.equal(true);
  });

  it("had this backup, or another one", () => {
    const restore = { snapshot: "0a1b2c3d" };
    expect(isRestoredAnew({}, { restore })).to.equal(true);
    expect(isRestoredAnew({ restore }, { restore })).to.equal(false);
    expect(isRestoredAnew({ restore }, { restore: { snapshot: "latest" } })).to.equal(true);
    expect(isRestoredAnew({ restore }, {})).to.equal(false);
  });
});
