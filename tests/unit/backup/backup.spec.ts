import { expect } from "chai";
import { hostRule, resolveBackup } from "../../../components/backup/backup";
import { resolveSettings } from "../../../components/resolve";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";
import { itDecides } from "../../support/ruleTable";
import { minimal } from "../../support/scenarios";

const s3 = { bucket: "b-1", accessKeyId: "id", secretAccessKey: "a-key" };

function refusalOf(args: object): string {
  try {
    resolveSettings("one", Object.assign({ ...minimal }, args));
    return "";
  } catch (error) {
    const [, ...problems] = String(error).split("\n  - ");
    return problems.sort().join("\n");
  }
}

describe("backups", () => {
  it("aren't made unless they are asked for", () => {
    expect(resolveBackup(new Problems(), undefined)).to.equal(undefined);
  });

  it("lose at most five minutes, and go to a volume, by default", () => {
    const backup = resolveBackup(new Problems(), {});
    expect(backup).to.deep.include({ schedule: "*/4 * * * *" });
    expect(backup?.repository).to.deep.equal({
      volume: { size: "20Gi", accessMode: "ReadWriteOnce" },
    });
  });

  for (const [backup, told] of [
    [{ schedule: "*/4 * * *" }, /^backup\.schedule: "\*\/4 \* \* \*" /],
    [
      { include: ["images"] },
      /^backup\.include\[0\]: "images" can't be in a backup; give "datastores"/,
    ],
    [{ datastoresSchedule: "daily" }, /^backup\.datastoresSchedule: "daily" /],
    [{ retention: { keepForever: 1 } }, /^backup\.retention\.keepForever: isn't a property; the/],
    [
      { repository: { s3: { bucket: "b-1" } } },
      /s3\.accessKeyId: is missing.*secretAccessKey: is/s,
    ],
    [
      { repository: { sftp: { host: "nas" } } },
      /sftp\.hostKey: is missing.*privateKey: is missing/s,
    ],
    [
      { repository: { s3: { ...s3, endpoint: "https://me:canary@s3.example.net" } } },
      /^backup\.repository\.s3\.endpoint: the value \(not shown\) has credentials in it/,
    ],
  ] as const) {
    it(`are refused with ${JSON.stringify(backup)}`, () => {
      const args: object = { ...minimal, backup };
      expect(refusalOf(args)).to.match(told).and.not.contain("canary");
    });
  }

  it("name each problem, and never the password", () => {
    const password = "canary of 3 words";
    const problems = collected((all) => {
      resolveBackup(all, { schedule: "now", password, host: "/", retention: { keepLast: 0 } });
    });
    expect(problems.map((problem) => problem.split(":", 1)[0])).to.have.members([
      ...["backup.schedule", "backup.host", "backup.password", "backup.retention"],
    ]);
    expect(problems.join()).not.to.contain("canary");
  });
});

itDecides("a name for backups", hostRule, {
  allowed: ["one", "cloud/one", "Prod_1.example-net"],
  refused: ["", "/one", "one/", "a b", "a,b", 'a"b'],
});
