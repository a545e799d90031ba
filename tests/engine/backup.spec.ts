import { expect } from "chai";
import { outputOf } from "../support/command";
import { eventually } from "../support/docker";
import { EngineProject, failureOf } from "../support/project";
import { declaredOutput, oneadmin } from "../support/reachability";
import { type Repository, startRepository } from "../support/repository";

const name = "engine-backup";
const claim = `${name}-backup`;

function kubectl(...args: string[]): Promise<string> {
  return outputOf("kubectl", ["-n", name, ...args]);
}

async function backUp(job: string): Promise<void> {
  await kubectl("create", "job", "--from", `cronjob/${name}-backup`, job);
  await eventually(
    `the Job ${job} is complete`,
    async () => {
      const status = ["-o", "jsonpath={.status.succeeded}{.status.failed}"];
      return (await kubectl("get", "job", job, ...status)) === "1";
    },
    180,
  );
  expect(await kubectl("get", "job", job, "-o", "jsonpath={.status.succeeded}")).to.equal("1");
}

describe("backup and restore under the real engine", () => {
  let project: EngineProject;
  let repository: Repository;
  let password: string;
  let kept: string;
  const known = new Map<string, string>();
  const identity = ["sshPublicKey", "sshHostKey", "oneadminPassword"] as const;

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    // Nobody but this test makes a backup.
    await project.configure({
      "expose.type": "ClusterIP",
      "backup.schedule": "0 0 1 1 *",
      "backup.repository.volume.size": "1Gi",
    });
    const { outputs } = await project.stack.up();
    for (const output of identity) known.set(output, declaredOutput(outputs, output));
    password = declaredOutput(outputs, "backupPassword");
  });

  after(async () => {
    await repository.stop();
    await project.end(name);
  });

  it("makes a backup, of which `lastBackup` tells and Kubernetes shows an event", async () => {
    const created = await oneadmin(name, ["oneuser", "create", "kept", "Kept-1"]);
    kept = /ID: (\d+)/.exec(created)?.[1] ?? "";
    await backUp("first");
    const { outputs } = await project.stack.up();
    const last: unknown = outputs["lastBackup"]?.value;
    expect(last)
      .to.have.property("snapshot")
      .that.matches(/^[0-9a-f]{8}$/);
    expect(last).to.have.property("time");
    expect(await kubectl("describe", "statefulset", name)).to.match(
      /BackedUp .*backup [0-9a-f]{8}/,
    );
  });

  it("gives the same front-end again when stack and data are lost", async () => {
    await project.stack.destroy();
    await kubectl("delete", "pvc", `data-${name}-0`);
    await project.configure({ "restore.repository.volume.existingClaim": claim });
    await project.configureSecret("restore.password", password);
    const { outputs } = await project.stack.up();
    for (const output of identity) {
      expect(declaredOutput(outputs, output), output).to.equal(known.get(output));
    }
    expect(await oneadmin(name, ["oneuser", "show", kept])).to.contain("kept");
  });

  it("does nothing more when it is run again", async () => {
    const pod = ["get", "pod", `${name}-0`, "-o", "jsonpath={.metadata.uid}"];
    const uid = await kubectl(...pod);
    const { stdout } = await project.stack.preview();
    expect(stdout).to.contain("already restored from snapshot");
    await project.stack.up({ expectNoChanges: true });
    expect(await kubectl(...pod)).to.equal(uid);
  });

  it("refuses at preview to forget the credentials that came with it", async () => {
    await project.stack.removeConfig("restore");
    const failure = await failureOf(() => project.stack.preview());
    await project.configure({ "restore.repository.volume.existingClaim": claim });
    await project.configureSecret("restore.password", password);
    expect(failure).to.contain("restore: is left out");
  });

  it("lets the version go back with another snapshot and `force`, and not without", async () => {
    await project.configure({ version: "7.2.0" });
    const failure = await failureOf(() => project.stack.preview());
    await project.configure({ "restore.snapshot": "0a1b2c3d", "restore.force": "true" });
    const { changeSummary } = await project.stack.preview();
    await project.configure({ version: repository.version, "restore.snapshot": "latest" });
    await project.stack.removeConfig("restore.force", true);
    expect(failure).to.contain('version: "7.2.0" is older than');
    expect(changeSummary).to.have.property("update");
  });

  it("fails, and changes nothing, when there is no such backup", async () => {
    await project.configure({ "restore.snapshot": "0a1b2c3d" });
    const failure = await failureOf(() => project.stack.up());
    await project.configure({ "restore.snapshot": "latest" });
    expect(failure).to.contain("has no snapshot '0a1b2c3d' of engine-backup/engine-backup");
    expect(await oneadmin(name, ["oneuser", "show", kept])).to.contain("kept");
  });
});
