import { expect } from "chai";
import { backupLines } from "../../../../operate/backup/lines";

const made = { name: "one", namespace: "cloud", job: "one-backup-1", reason: undefined };

describe("lines of backups", () => {
  it("have snapshot, time and sizes", () => {
    const backup = {
      snapshot: "0a1b2c3d",
      time: "2026-01-01T00:00:00Z",
      size: 3 * 2 ** 20,
      added: 2 ** 19,
    };
    expect(backupLines([{ ...made, backup }])).to.equal(
      "one: backup 0a1b2c3d of 2026-01-01T00:00:00Z, 3.0 MiB in all, 0.5 MiB new\n",
    );
    expect(backupLines([{ ...made, backup: {} }])).to.equal(
      "one: a backup is made by the Job one-backup-1.\n",
    );
  });

  it("say why one wasn't made, and where there is more", () => {
    expect(backupLines([{ ...made, backup: {}, reason: "the repository is full." }])).to.equal(
      "one: no backup was made: the repository is full. See kubectl -n cloud logs job/one-backup-1.\n",
    );
  });
});
