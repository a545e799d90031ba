import { expect } from "chai";
import { backupRoles } from "../../components/backup/cronJob";
import { lastBackupOf, type LastBackup } from "../../components/backup/lastBackup";
import { resolveSettings } from "../../components/resolve";
import { FrontEnd } from "../support/frontEnd";
import { find, kubectl } from "../support/kubectl";
import { minimal } from "../support/scenarios";

// Nobody but this test makes a backup.
const never = "0 0 1 1 *";
const backup = {
  schedule: never,
  datastoresSchedule: never,
  verify: { schedule: never },
  include: ["datastores"],
  password: "a-password-of-the-repository",
  repository: { volume: { size: "1Gi" } },
};

interface Job {
  readonly status: { readonly succeeded?: number; readonly failed?: number };
}

interface Result {
  readonly metadata: { readonly name: string };
  readonly data?: Record<string, string>;
}

describe("a front-end that is backed up on a cluster", () => {
  let frontEnd: FrontEnd;

  before(async () => {
    const storage = { size: "1Gi", datastores: { size: "1Gi" } };
    frontEnd = await FrontEnd.deploy({ backup, storage });
    await frontEnd.run("oneuser create kept a-password-of-its-own");
    await frontEnd.run("cd ~/datastores && mkdir -p 1 && head -c 3000000 /dev/urandom >1/0a1b");
  });

  after(() => frontEnd.remove());

  /** Makes a Job as the CronJob does, and waits until it has ended; it must have gone well. */
  async function run(role: string): Promise<void> {
    const place = ["-n", frontEnd.namespace];
    await kubectl(["create", "job", ...place, "--from", `cronjob/one-${role}`, role]);
    const ended = "jsonpath={.status.conditions[?(@.status=='True')].type}";
    await kubectl(["wait", ...place, `job/${role}`, `--for=${ended}`, "--timeout=100s"]);
    const job = await find<Job>(["job", ...place, role]);
    const log = await kubectl(["logs", ...place, `job/${role}`]);
    expect(job?.status.succeeded, log).to.equal(1);
  }

  async function last(): Promise<LastBackup> {
    const all = await find<{ items: Result[] }>(["configmaps", "-n", frontEnd.namespace]);
    const written = all?.items.find(({ metadata }) =>
      metadata.name.startsWith("one-backup-result"),
    );
    return lastBackupOf(written?.data);
  }

  it("has a CronJob for each thing that is to be done", async () => {
    const path = "jsonpath={.items[*].metadata.name}";
    const names = await kubectl(["get", "cronjobs", "-n", frontEnd.namespace, "-o", path]);
    const { backup: settings } = resolveSettings("one", { ...minimal, backup });
    const roles = settings === undefined ? [] : backupRoles(settings);
    expect(names.split(" ")).to.have.members(roles.map((role) => `one-${role}`));
  });

  it("has one made while the pod goes on, and Kubernetes shows it", async () => {
    const before = await frontEnd.findPod();
    await run("backup");
    expect(await last()).to.include({ version: frontEnd.image.version });
    expect((await last()).snapshot).to.match(/^[0-9a-f]{8}$/);
    const shown = await kubectl(["describe", "statefulset", "-n", frontEnd.namespace, "one"]);
    expect(shown).to.match(/BackedUp .*backup [0-9a-f]{8} of \d+ bytes is made/);
    const after = await frontEnd.findPod();
    expect(after?.metadata.uid).to.equal(before?.metadata.uid);
    expect(after?.status.containerStatuses).to.deep.equal(before?.status.containerStatuses);
  });

  it("has its images backed up from the volume that its pod alone mounts", async () => {
    await run("backup-datastores");
    expect((await last()).datastores).to.include({ size: 3_000_000 });
  });

  it("has the newest one restored into a scratch folder, which proves it", async () => {
    await run("backup-verify");
    const { verified, verifyError } = await last();
    expect(verifyError).to.equal(undefined);
    expect(Date.parse(verified ?? "")).to.be.greaterThan(Date.parse((await last()).time ?? ""));
  });
});
