import { expect } from "chai";
import { resolveRetention, retentionOptions } from "../../../components/backup/retention";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";

describe("retention", () => {
  it("keeps hours, days, weeks and months by default", () => {
    const options = retentionOptions(resolveRetention(new Problems(), undefined));
    expect(options).to.equal(
      "--keep-last 30 --keep-hourly 48 --keep-daily 14 --keep-weekly 8 --keep-monthly 6",
    );
  });

  it("is only what the user gives, once anything is given", () => {
    const given = { keepYearly: 2, keepLast: 1, keepDaily: 0 };
    expect(retentionOptions(resolveRetention(new Problems(), given))).to.equal(
      "--keep-last 1 --keep-yearly 2",
    );
  });

  for (const [retention, told] of [
    [{ keepLast: 1.5 }, "backup.retention.keepLast: 1.5 is not a number of backups; give"],
    [{ keepDaily: -1, keepLast: 1 }, "backup.retention.keepDaily: -1 is not a number of backups"],
    [{}, "backup.retention: {} would keep no backup at all; give"],
    [{ keepLast: 0 }, 'backup.retention: {"keepLast":0} would keep no backup at all; give'],
  ] as const) {
    it(`refuses ${JSON.stringify(retention)}`, () => {
      const problems = collected((all) => resolveRetention(all, retention));
      expect(problems).to.have.length(1);
      expect(problems[0]).to.contain(told);
    });
  }
});
