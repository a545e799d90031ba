import { expect } from "chai";
import { type Restore, resolveRestore, snapshotRule } from "../../../components/backup/restore";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";
import { itDecides } from "../../support/ruleTable";

const restore: Restore = {
  repository: { volume: { existingClaim: "nas" } },
  password: "a-password-of-it",
};

describe("a restore", () => {
  it("isn't done unless it is asked for", () => {
    expect(resolveRestore(new Problems(), undefined)).to.equal(undefined);
  });

  it("takes the newest backup, and spares what is there, by default", () => {
    expect(resolveRestore(new Problems(), restore)).to.deep.include({
      snapshot: "latest",
      force: false,
    });
  });

  for (const [more, told] of [
    [{ snapshot: "newest" }, 'restore.snapshot: "newest" isn\'t a snapshot; give'],
    [{ host: "a b" }, 'restore.host: "a b" is not a name for backups; use'],
    [{ password: "canary" }, "restore.password: the value (not shown) can't guard a repository"],
    [{ repository: {} }, "restore.repository: names no place; give"],
    [
      { repository: { volume: {} } },
      "restore.repository.volume.existingClaim: is missing, and a new volume holds no backup",
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(more)}`, () => {
      const problems = collected((all) => resolveRestore(all, { ...restore, ...more }));
      expect(problems).to.have.length(1);
      expect(problems[0]).to.contain(told).and.not.to.contain("canary");
    });
  }
});

itDecides("a snapshot", snapshotRule, {
  allowed: ["latest", "0a1b2c3d", "a".repeat(64), "2026-01-31T12:00:00Z"],
  refused: ["", "Latest", "0a1b2c", "0A1B2C3D", "2026-01-31", "2026-13-31T12:00:00Z"],
});
