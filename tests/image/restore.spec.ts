import { expect } from "chai";
import type { CommandResult } from "../support/command";
import { ApiServer } from "./apiServer";
import { Cloud } from "./cloud";
import type { Environment, Pod } from "./pod";
import { repositoryPlace, withRestic } from "./repositoryPlace";

const password = "a-password-of-the-repository";
const environment: Environment = {
  ...repositoryPlace,
  OPENNEBULA_RESTORE_REQUEST: "latest of clouds/one in /repository",
  OPENNEBULA_RESTORE_SNAPSHOT: "latest",
};

describe("A restore of the front-end", () => {
  let cloud: Cloud;
  let pod: Pod;
  let server: ApiServer;

  before(async function () {
    cloud = await Cloud.create(this);
    ({ pod } = cloud);
    server = await ApiServer.start(pod);
    await pod.write("repository-secrets/password", password);
    await cloud.one("oneuser", "create", "kept", "a-password");
    await pod.complete("backup", {
      ...repositoryPlace,
      OPENNEBULA_FRONT_END: "127.0.0.1",
      OPENNEBULA_BACKUP_RETENTION: "--keep-last 9",
    });
    await cloud.one("oneuser", "create", "later", "a-password");
  });

  after(() => cloud.remove());

  const restore = (more: Environment = {}): Promise<CommandResult> =>
    pod.run("restore", { ...environment, ...more });
  const users = async (): Promise<string[]> => {
    const names = await pod.asRoot("sqlite3 /pod/data/home/one.db 'SELECT name FROM user_pool'");
    return names.trim().split("\n");
  };

  it("doesn't begin while an oned runs on the volume", async () => {
    const { code, stderr } = await restore();
    expect(code).to.equal(75);
    expect(stderr).to.contain("the data volume is in use by");
  });

  it("spares a database that has users", async () => {
    await cloud.stop();
    const { code, stderr } = await restore();
    expect(code).to.equal(1);
    expect(stderr).to.contain("the database has users already, which a restore would lose: take");
    expect(await users()).to.include("later");
  });

  it("is left to all members where the pod is one of several", async () => {
    const member = { OPENNEBULA_REPLICAS: "3", OPENNEBULA_POD: "one-0" };
    expect((await restore(member)).stderr).to.contain("the database has users already");
    const { code, stderr } = await restore({ ...member, OPENNEBULA_RESTORE_FORCE: "yes" });
    expect(code, stderr).to.equal(0);
    expect(await users()).to.include("later");
    const wanted = "cat /pod/run/restore-wanted && ls /pod/data/home/.opennebula-kubernetes";
    expect(await pod.asRoot(wanted)).to.contain(environment["OPENNEBULA_RESTORE_REQUEST"] ?? "");
    expect(await pod.asRoot(`${wanted}/restoring.set`)).to.contain("manifest.json");
    await pod.asRoot("rm -rf /pod/data/home/.opennebula-kubernetes/restoring*");
  });

  it("keeps what is there aside when it is to replace it", async () => {
    const { code, stderr } = await restore({ OPENNEBULA_RESTORE_FORCE: "yes" });
    expect(code, stderr).to.equal(0);
    expect(await users())
      .to.include("kept")
      .and.not.to.include("later");
    const aside = await pod.asRoot(
      "cd /pod/data/home/backups/before-restore-* && ls -A .one && sqlite3 one.db 'SELECT name FROM user_pool'",
    );
    expect(aside).to.contain("one_key").and.to.contain("later");
  });

  it("does nothing more once it is done", async () => {
    const before = await pod.asRoot("stat -c %Y /pod/data/home/one.db");
    const { code, stderr } = await restore();
    expect(code).to.equal(0);
    expect(stderr).to.contain("restore: already restored");
    expect(await pod.asRoot("stat -c %Y /pod/data/home/one.db")).to.equal(before);
  });

  it("makes of an empty volume the same front-end", async () => {
    const identity =
      "cd /pod/data/home/.one && cat one_key one_auth sunstone_auth oneflow_auth fireedge_key | sha256sum";
    const before = await pod.asRoot(identity);
    await pod.asRoot(
      "mv /pod/data /pod/lost && mkdir /pod/data && chown root:9869 /pod/data && chmod 2775 /pod/data",
    );
    const { code, stderr } = await restore();
    expect(code, stderr).to.equal(0);
    expect(await pod.asRoot(identity)).to.equal(before);
    await cloud.restart();
    expect(await users())
      .to.include("kept")
      .and.not.to.include("later");
    expect(await pod.asRoot("ls -A /pod/data/home/.opennebula-kubernetes")).not.to.contain(
      "restoring",
    );
  });

  it("begins again where it was killed", async () => {
    await cloud.stop();
    await pod.asRoot(
      `cd /pod/data/home/.opennebula-kubernetes && mv restored restoring && mkdir restoring.set && chown 9869 restoring.set`,
    );
    const { code, stderr } = await restore();
    expect(code, stderr).to.equal(0);
    expect(stderr).to.contain("restored from snapshot").and.not.to.contain("kept in");
  });

  /** Puts the backup into the repository once more, changed, under another name. */
  async function putChanged(host: string, change: string): Promise<void> {
    await withRestic(
      pod,
      password,
      `rm -rf /pod/set && restic -q restore latest --host clouds/one --target /pod/set && cd /pod/set
       ${change}
       restic -q backup --host ${host} --tag front-end . && chown -R 9869 /pod/repository`,
    );
  }

  before(async () => {
    await putChanged(
      "clouds/newer",
      `jq '.version = "99.0.0"' manifest.json >m && mv m manifest.json`,
    );
    await putChanged("clouds/changed", "echo more >>home/.one/one_auth");
  });

  for (const [what, more, told] of [
    [
      "the backup is of a newer OpenNebula",
      { OPENNEBULA_BACKUP_HOST: "clouds/newer" },
      "the backup is of OpenNebula 99.0.0, which is newer than this image's ",
    ],
    [
      "a file isn't what its checksum says",
      { OPENNEBULA_BACKUP_HOST: "clouds/changed" },
      "isn't as it was made, for the reason above: choose another one.",
    ],
    [
      "there is no such snapshot",
      { OPENNEBULA_RESTORE_SNAPSHOT: "0a1b2c3d" },
      "has no snapshot '0a1b2c3d' of clouds/one, but these of any front-end: ",
    ],
    [
      "there was none at that time",
      { OPENNEBULA_RESTORE_SNAPSHOT: "2020-01-01T00:00:00Z" },
      "has no snapshot '2020-01-01T00:00:00Z'",
    ],
    [
      "there is none of that front-end",
      { OPENNEBULA_BACKUP_HOST: "clouds/two" },
      "has no snapshot 'latest' of clouds/two, but these of any front-end: ",
    ],
    [
      "there is no repository",
      { OPENNEBULA_BACKUP_REPOSITORY: "/etc/nowhere" },
      "there is no repository /etc/nowhere: ",
    ],
  ] as const) {
    it(`changes nothing when ${what}`, async () => {
      const before = await users();
      const { code, stderr } = await restore({
        OPENNEBULA_RESTORE_REQUEST: "another",
        OPENNEBULA_RESTORE_FORCE: "yes",
        ...more,
      });
      expect(code).to.equal(1);
      expect(stderr).to.contain(told);
      expect(await users()).to.deep.equal(before);
      // The Job that comes before the pod says the same.
      const job = await pod.run("restore-credentials", {
        ...environment,
        OPENNEBULA_RESTORE_REQUEST: "another",
        OPENNEBULA_RESTORED_SECRET: "one-restored",
        ...more,
      });
      expect(job.code).to.equal(1);
      expect(job.stderr).to.contain(told);
    });
  }

  it("hands the credentials of the backup to the component", async () => {
    const { code, stderr } = await pod.run("restore-credentials", {
      ...environment,
      OPENNEBULA_RESTORED_SECRET: "one-restored",
    });
    expect(code, stderr).to.equal(0);
    const asked = await server.asked();
    expect(asked).to.contain("PATCH /api/v1/namespaces/clouds/secrets/one-restored?");
    const [, sent = ""] = /"oneadmin-password":\s*"([^"]*)"/.exec(asked) ?? [];
    expect(Buffer.from(sent, "base64").toString()).to.equal(pod.password);
    expect(stderr).not.to.contain(pod.password);
  });
});
