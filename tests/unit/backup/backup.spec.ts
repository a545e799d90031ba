import { expect } from "chai";
import { hostRule, resolveBackup } from "../../../components/backup/backup";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";
import { itDecides } from "../../support/ruleTable";

describe("backups", () => {
  it("aren't made unless they are asked for", () => {
    expect(resolveBackup(new Problems(), undefined)).to.equal(undefined);
  });

  it("lose at most five minutes, and go to a volume, by default", () => {
    const backup = resolveBackup(new Problems(), {});
    expect(backup).to.deep.include({ schedule: "*/4 * * * *" });
    expect(backup?.repository).to.deep.equal({ volume: { size: "20Gi" } });
  });

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
