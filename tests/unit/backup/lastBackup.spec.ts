import { expect } from "chai";
import { lastBackupOf } from "../../../components/backup/lastBackup";

describe("the last backup", () => {
  it("is unknown before the first one", () => {
    expect(lastBackupOf(undefined)).to.deep.equal({});
    expect(lastBackupOf({})).to.deep.equal({});
  });

  it("is what the Job wrote of it, and nothing else", () => {
    const written = { time: "2026-01-02T03:04:05Z", snapshot: "0a1b2c3d", size: 5, added: 1 };
    const data = { backup: JSON.stringify({ ...written, pruned: "x", version: 7, error: null }) };
    expect(lastBackupOf(data)).to.deep.equal(written);
  });

  it("tells of images by themselves, where they are in the backups", () => {
    const written = { time: "2026-01-02T03:04:05Z", snapshot: "0a1b2c3d", size: 5, added: 1 };
    const data = { backup: "{}", datastores: JSON.stringify({ ...written, more: "x" }) };
    expect(lastBackupOf(data)).to.deep.equal({ datastores: written });
  });

  it("says why a later one failed", () => {
    const written = { time: "2026-01-02T03:04:05Z", error: "no room", failed: "2026-01-02T04:00Z" };
    expect(lastBackupOf({ backup: JSON.stringify(written) })).to.deep.equal(written);
  });
});
