import { expect } from "chai";
import type { CommandResult } from "../support/command";
import { Cloud } from "./cloud";
import type { Environment, Pod } from "./pod";
import { backupEnvironment, withRestic } from "./repositoryPlace";

const password = "a-password-of-the-repository";

// 1 is of images; 0 is of running machines' disks, and of the rest OpenNebula knows nothing.
const images = `
cd /pod/data/home/datastores && mkdir -p 0/7 1 lost+found
head -c 3000000 /dev/urandom >1/0a1b && echo disk >0/7/disk.0 && chown -R 9869:9869 0 1
`;
const sum = (folder: string): string =>
  `cd ${folder} && find . -type f -exec sha256sum {} + | sort`;

describe("A backup of images", () => {
  let cloud: Cloud;
  let pod: Pod;

  before(async function () {
    cloud = await Cloud.create(this);
    ({ pod } = cloud);
    await pod.write("repository-secrets/password", password);
    await pod.asRoot(images);
  });

  after(() => cloud.remove());

  const backUp = (more: Environment = {}): Promise<CommandResult> =>
    pod.run("backup-datastores", { ...backupEnvironment, ...more });
  const restic = (...args: string[]): Promise<string> =>
    withRestic(pod, password, `restic ${args.join(" ")}`);

  it("is made over the front-end's SSH server, on a volume that the front-end doesn't mount", async () => {
    const { code, stdout, stderr } = await backUp();
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.match(
      /^result: \{"time":"[^"]+Z","snapshot":"[0-9a-f]{8}","size":3000000,"added":\d+\}$/m,
    );
    const files = (await restic("ls", "latest", "--tag", "datastores")).split("\n");
    expect(files).to.include("/1/0a1b").and.not.to.include("/0/7/disk.0");
  });

  it("reads nothing again that hasn't changed, and leaves nothing secret behind", async () => {
    const { code, stdout, stderr } = await backUp();
    expect(code, stderr).to.equal(0);
    const [, added = ""] = /"added":(\d+)/.exec(stdout) ?? [];
    expect(Number(added)).to.be.lessThan(100_000);
    expect(await pod.asRoot("ls /pod/run/one | grep put- || true")).to.equal(
      "put-datastores.lock\n",
    );
    expect(await pod.asRoot(`grep -rl ${password} /pod/tmp || true`)).to.equal("");
  });

  it("thins out its own kind alone", async () => {
    await pod.complete("backup", backupEnvironment);
    for (let made = 0; made < 2; made += 1) expect((await backUp()).code).to.equal(0);
    const all = JSON.parse(await restic("snapshots", "--json")) as { tags: string[] }[];
    const kinds = all.map(({ tags }) => tags[0]).sort();
    expect(kinds).to.deep.equal(["datastores", "datastores", "front-end"]);
  });

  it("fails with the front-end's reason", async () => {
    await pod.asRoot(
      "cp -a /pod/data/home/.one/one_key /pod/kept && echo other >/pod/data/home/.one/one_key",
    );
    const { code, stdout, stderr } = await backUp();
    await pod.asRoot("cp -a /pod/kept /pod/data/home/.one/one_key");
    expect(code).to.equal(1);
    expect(stderr).to.contain("has backups of another front-end under the name clouds/one: give");
    expect(stdout).to.contain('"error":"');
  });

  it("goes by SFTP to another machine, straight from the front-end", async () => {
    const { address, hostKey } = cloud.hypervisor;
    await pod.write(
      "repository-secrets/sftp-private-key",
      await pod.read("credentials/ssh-private-key"),
    );
    await pod.write("repository-secrets/sftp-host-key", hostKey);
    const place = { OPENNEBULA_BACKUP_REPOSITORY: `sftp:oneadmin@${address}:/var/tmp/images` };
    const { code, stdout, stderr } = await backUp(place);
    await pod.asRoot("rm /pod/repository-secrets/sftp-*");
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain('"size":3000000');
  });

  const restoring = {
    ...backupEnvironment,
    OPENNEBULA_RESTORE_REQUEST: "latest of clouds/one in /repository",
  };

  it("is brought back with the set, unless there is no room for it, which is told before anything changes", async () => {
    const before = await pod.asRoot(sum("/pod/data/home/datastores/1"));
    await cloud.stop();
    await pod.asRoot(
      "mv /pod/data /pod/lost && mkdir /pod/data && chown root:9869 /pod/data && chmod 2775 /pod/data",
    );
    await pod.giveDatastores(2);
    const full = await pod.run("restore", restoring);
    expect(full.code).to.equal(1);
    expect(full.stderr).to.match(
      /the backup has 3 MiB of images, and their volume has room for [012] MiB: raise storage\.datastores\.size\.\n$/,
    );
    expect(await pod.asRoot("ls /pod/data/home")).not.to.contain("one.db");
    pod.loseDatastores();
    const { code, stderr } = await pod.run("restore", restoring);
    expect(code, stderr).to.equal(0);
    expect(stderr).to.match(/images are back from snapshot [0-9a-f]{8}/);
    expect(await pod.asRoot(sum("/pod/data/home/datastores/1"))).to.equal(before);
    await cloud.restart();
  });
});
