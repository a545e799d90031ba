import { expect } from "chai";
import { Cloud } from "./cloud";
import type { Pod } from "./pod";
import { backupEnvironment, withRestic } from "./repositoryPlace";

const former = "a-former-password";
const next = "the-next-password";

describe("Another password of the repository", () => {
  let cloud: Cloud;
  let pod: Pod;

  before(async function () {
    cloud = await Cloud.create(this);
    ({ pod } = cloud);
    await pod.write("repository-secrets/password", former);
    await backUp();
  });

  after(() => cloud.remove());

  async function backUp(): Promise<string> {
    const { code, stdout, stderr } = await pod.run("backup", backupEnvironment);
    expect(code, stdout + stderr).to.equal(0);
    return stderr;
  }

  const keys = (password: string): Promise<string> =>
    withRestic(pod, password, "restic key list --json 2>/dev/null | jq length || true");

  it("is added by the former one, which stays valid", async () => {
    await pod.write("repository-secrets/password", next);
    await pod.write("repository-secrets/former-password", former);
    expect(await backUp()).to.contain("the repository's password is new: adding it");
    expect(await backUp()).not.to.contain("adding it");
    expect([await keys(next), await keys(former)]).to.deep.equal(["2\n", "2\n"]);
  });

  it("is the only one when the former one isn't given any more", async () => {
    await pod.asRoot("rm /pod/repository-secrets/former-password");
    expect(await backUp()).to.contain("the repository's former password isn't valid any more");
    expect(await backUp()).not.to.contain("former password");
    expect([await keys(next), await keys(former)]).to.deep.equal(["1\n", ""]);
  });
});
