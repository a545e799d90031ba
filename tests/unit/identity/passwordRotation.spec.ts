import { expect } from "chai";
import type { KeyRotation } from "../../../components/identity/keyRotation";
import {
  type PasswordPlaces,
  resolvePasswordRotation,
} from "../../../components/identity/passwordRotation";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";

const everywhere: PasswordPlaces = { bundled: true, backup: "made" };

function problemsOf(
  rotation: KeyRotation,
  places: PasswordPlaces = everywhere,
  oneadminPassword?: string,
): readonly string[] {
  const credentials = oneadminPassword === undefined ? {} : { oneadminPassword };
  return collected((problems) => resolvePasswordRotation(problems, rotation, credentials, places));
}

describe("a rotation of passwords", () => {
  it("begins with one of each kind", () => {
    expect(resolvePasswordRotation(new Problems(), {}, {}, {})).to.deep.equal({
      oneadminPasswordGeneration: 1,
      serveradminGeneration: 1,
      databasePasswordGenerations: [1],
      backupPasswordGenerations: [1],
    });
  });

  it("takes what there is to rotate", () => {
    const rotation = {
      oneadminPasswordGeneration: 3,
      serveradminGeneration: 2,
      databasePasswordGenerations: [2, 1],
      backupPasswordGenerations: [2, 1],
    };
    expect(problemsOf(rotation)).to.deep.equal([]);
    const given = { formerBackupPassword: "a-former-password" };
    expect(problemsOf(given, { backup: "given" })).to.deep.equal([]);
  });

  for (const [rotation, places, told] of [
    [{ serveradminGeneration: 0 }, everywhere, "serveradminGeneration: 0 is not a generation"],
    [{ databasePasswordGenerations: [] }, everywhere, "databasePasswordGenerations: [] has no"],
    [{ databasePasswordGenerations: [2, 1] }, {}, "is of database.bundled, and there is none"],
    [{ backupPasswordGenerations: [2, 1] }, {}, "is of the password that is made for backup"],
    [{ formerBackupPassword: "canary-former" }, everywhere, "goes with backup.password alone"],
  ] as const) {
    it(`refuses ${JSON.stringify(rotation).replace("canary-former", "…")} of ${JSON.stringify(places)}`, () => {
      const problems = problemsOf(rotation as KeyRotation, places).join();
      expect(problems).to.contain("keyRotation.").and.to.contain(told);
      expect(problems).not.to.contain("canary");
    });
  }

  it("leaves oneadmin's to the one who gives it", () => {
    const problems = problemsOf({ oneadminPasswordGeneration: 2 }, everywhere, "Given-Pass-1");
    expect(problems.join()).to.contain("while credentials.oneadminPassword gives the password");
    expect(problemsOf({ oneadminPasswordGeneration: 1 }, {}, "Given-Pass-1")).to.deep.equal([]);
  });
});
