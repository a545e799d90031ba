import { expect } from "chai";
import type { CommandResult } from "../support/command";
import { skipBecause } from "../support/skip";
import { Cloud } from "./cloud";
import type { Environment, Pod } from "./pod";
import { backupEnvironment, withRestic } from "./repositoryPlace";
import { S3Server } from "./s3Server";

const password = "a-password-of-the-repository";

describe("A backup of the front-end", () => {
  let cloud: Cloud;
  let pod: Pod;

  before(async function () {
    cloud = await Cloud.create(this);
    ({ pod } = cloud);
    await pod.write("repository-secrets/password", password);
  });

  after(() => cloud.remove());

  const backUp = (more: Environment = {}): Promise<CommandResult> =>
    pod.run("backup", { ...backupEnvironment, ...more });
  const restic = (...args: string[]): Promise<string> =>
    withRestic(pod, password, `restic ${args.join(" ")}`);

  it("makes the repository, and says what was put into it", async () => {
    const { code, stdout, stderr } = await backUp();
    expect(code, stdout + stderr).to.equal(0);
    const [, json = ""] = /^result: (.*)$/m.exec(stdout) ?? [];
    const result = JSON.parse(json) as Record<string, unknown>;
    expect(result["time"]).to.match(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
    expect(result["snapshot"]).to.match(/^[0-9a-f]{8}$/);
    expect(result["size"]).to.be.greaterThan(1000);
    expect(result["version"]).to.match(/^7\./);
  });

  it("holds database, keys and configuration, and checksums of all that it holds", async () => {
    const files = (await restic("ls", "latest")).split("\n");
    for (const file of ["database.sqlite", "manifest.json", "host-key/ssh_host_key"]) {
      expect(files).to.include(`/${file}`);
    }
    for (const name of ["one_key", "one_auth", "sunstone_auth", "oneflow_auth", "onegate_auth"]) {
      expect(files).to.include(`/home/.one/${name}`);
    }
    for (const file of ["home/.ssh/id_rsa", "etc/oned.conf", "etc/monitord.conf"]) {
      expect(files).to.include(`/${file}`);
    }
    expect(files.join("\n")).to.match(/^\/remotes-etc\/.*OpenNebulaNetwork\.conf$/m);
    const manifest = JSON.parse(await restic("dump", "latest", "/manifest.json")) as {
      readonly schema: string;
      readonly checksums: Readonly<Record<string, string>>;
    };
    expect(manifest.schema).to.match(/^\d+\.\d+\.\d+$/);
    const known = await restic("dump", "latest", "/database.sqlite", "| sha256sum");
    expect(manifest.checksums["database.sqlite"]).to.equal(known.split(" ", 1)[0]);
  });

  it("has what was written a moment ago, while the front-end goes on", async () => {
    await cloud.one("oneuser", "create", "latecomer", "a-password");
    const { code, stderr } = await backUp();
    expect(code, stderr).to.equal(0);
    await restic("dump", "latest", "/database.sqlite", ">/pod/copy.sqlite");
    const names = await pod.asRoot("sqlite3 /pod/copy.sqlite 'SELECT name FROM user_pool'");
    expect(names.split("\n")).to.include("latecomer");
  });

  it("leaves nothing behind in the front-end's pod, and no older one than is to be kept", async () => {
    const { code, stderr } = await backUp();
    expect(code, stderr).to.equal(0);
    expect(await pod.asRoot("ls /pod/tmp/backup-set")).to.equal("lock\n");
    expect(JSON.parse(await restic("snapshots", "--json"))).to.have.length(2);
  });

  for (const [what, environment, told] of [
    [
      "the front-end can't be reached",
      { OPENNEBULA_FRONT_END: "nowhere.invalid", OPENNEBULA_WAIT_SECONDS: "1" },
      "nowhere.invalid does not let oneadmin in by SSH",
    ],
    [
      "the repository can't be written",
      { OPENNEBULA_BACKUP_REPOSITORY: "/etc/nowhere" },
      "the repository /etc/nowhere can't be made, for the reason above.",
    ],
  ] as const) {
    it(`fails with the reason when ${what}`, async () => {
      const { code, stdout, stderr } = await backUp(environment);
      expect(code).to.equal(1);
      expect(stderr).to.contain(told);
      expect(stdout).to.contain('"error":').and.to.contain('"failed":');
    });
  }

  it("fails where the repository has another password", async () => {
    await pod.write("repository-secrets/password", "quite-another-one");
    const { code, stderr } = await backUp();
    expect(code).to.equal(1);
    expect(stderr).to.contain("the repository /repository has another password: give the one");
    await pod.write("repository-secrets/password", password);
  });

  it("refuses to mix with backups of another front-end under the same name", async () => {
    await pod.asRoot(
      "cp -a /pod/data/home/.one/one_key /pod/kept && echo other >/pod/data/home/.one/one_key",
    );
    const { code, stderr } = await backUp();
    await pod.asRoot("cp -a /pod/kept /pod/data/home/.one/one_key");
    expect(code).to.equal(1);
    expect(stderr).to.contain("has backups of another front-end under the name clouds/one: give");
  });

  it("is proven by restoring it", async () => {
    const { code, stdout, stderr } = await pod.run("backup-verify", backupEnvironment);
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.match(/^result: \{"verified":"[^"]+"\}$/m);
  });

  /** What the proof says of a backup of a database that was changed so. */
  async function proofOf(change: string): Promise<CommandResult> {
    const database = "/pod/data/home/one.db";
    await pod.asRoot(`cp -a ${database} /pod/one.db && sqlite3 ${database} "${change}"`);
    await backUp();
    await pod.asRoot(`cp -a /pod/one.db ${database}`);
    return pod.run("backup-verify", backupEnvironment);
  }

  it("is told to be damaged when its database is", async () => {
    const { code, stdout, stderr } = await proofOf("DELETE FROM user_pool");
    expect(code).to.equal(1);
    expect(stderr).to.match(/the database of snapshot [0-9a-f]{8} has no oneadmin\.\n$/);
    expect(stdout).to.contain('"verifyError":"the database of snapshot');
  });

  const user = (name: string): string =>
    `INSERT INTO user_pool SELECT 9, '${name}', body FROM user_pool WHERE oid = 0`;

  it("can be restored when onedb can repair what it finds, which is told", async function () {
    if (!cloud.standin) skipBecause(this, "only the stand-in takes a name for a fault");
    const { code, stdout, stderr } = await proofOf(user("stray"));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(
      /"verified":"[^"]+","verifyWarning":"onedb fsck would repair something: User 9 is missing from Group 0\. The live/,
    );
  });

  it("can't be restored when onedb can't", async function () {
    if (!cloud.standin) skipBecause(this, "only the stand-in takes a name for a fault");
    const { code, stdout, stderr } = await proofOf(user("lost"));
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /finds what it can't repair .*: \[UNREPAIRED\] User 9 has no body\.\n$/,
    );
    expect(stdout).to.contain('"verifyError":').and.not.to.contain("A copy of this output");
  });

  it("is good although a killed one elsewhere keeps old ones from being thinned out", async () => {
    await withRestic(
      pod,
      password,
      `mkfifo /pod/hold
       sleep 60 >/pod/hold &
       restic backup --stdin </pod/hold >/pod/held 2>&1 &
       for ((i = 0; i < 300; i++)); do
         [[ -z $(ls /pod/repository/locks) ]] || break
         sleep 0.1
       done
       kill -9 $! && chown -R 9869 /pod/repository`,
    );
    const { code, stdout, stderr } = await backUp();
    await restic("unlock", "--remove-all");
    expect(code, stderr).to.equal(0);
    expect(stderr).to.contain("old backups are thinned out with the next one");
    expect(stdout).to.match(/"snapshot":"[0-9a-f]{8}"/);
  });

  /** A place for which the repository's secrets are there: two backups, and one that is proven. */
  async function expectBackups(place: Environment): Promise<void> {
    const first = await backUp(place);
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stderr).to.contain("making the repository");
    const second = await backUp(place);
    expect(second.code, second.stderr).to.equal(0);
    expect(second.stderr).not.to.contain("making the repository");
    const proof = await pod.run("backup-verify", { ...backupEnvironment, ...place });
    expect(proof.code, proof.stderr).to.equal(0);
  }

  it("goes to S3, with a key that is a file, and comes back", async function () {
    const server = await S3Server.start(this, pod);
    try {
      await pod.write("repository-secrets/access-key-id", "an-id");
      await pod.write("repository-secrets/secret-access-key", "a-key");
      await expectBackups({
        OPENNEBULA_BACKUP_REPOSITORY: `s3:${server.endpoint}/backups/clouds`,
        AWS_DEFAULT_REGION: "us-east-1",
      });
    } finally {
      server.stop();
    }
  });

  it("goes to a folder of another machine by SFTP, whose host key must be the given one", async () => {
    const { address, hostKey } = cloud.hypervisor;
    const place = { OPENNEBULA_BACKUP_REPOSITORY: `sftp:oneadmin@${address}:/var/tmp/backups` };
    await pod.write(
      "repository-secrets/sftp-private-key",
      await pod.read("credentials/ssh-private-key"),
    );
    await pod.write("repository-secrets/sftp-host-key", await pod.read("hostkey/ssh_host_key.pub"));
    const wrong = await backUp(place);
    expect(wrong.code).to.equal(1);
    expect(wrong.stderr).to.contain("Host key verification failed");
    await pod.write("repository-secrets/sftp-host-key", hostKey);
    await expectBackups(place);
  });
});
