import { expect } from "chai";
import { refuseLost } from "../../../components/backup/restoreKept";

const restore = { snapshot: "latest" };
const credentials = { oneadminPassword: "a", sshPrivateKey: "b", sshHostKey: "c" };

function refusal(oldInputs: object, newInputs: object): string {
  try {
    refuseLost({ oldInputs, newInputs });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("a restore in the program", () => {
  it("may come, stay and change", () => {
    expect(refusal({}, {})).to.equal("");
    expect(refusal({}, { restore })).to.equal("");
    expect(refusal({ restore }, { restore: { snapshot: "0a1b2c3d" } })).to.equal("");
  });

  it("may go once its credentials are given", () => {
    expect(refusal({ restore }, { credentials })).to.equal("");
  });

  it("may not go with credentials that nobody has elsewhere", () => {
    const { sshHostKey } = credentials;
    expect(refusal({ restore }, { credentials: { sshHostKey } })).to.match(
      /^restore: is left out.*leave it in.*or give credentials\.oneadminPassword, credentials\.sshPrivateKey\.$/,
    );
  });
});
