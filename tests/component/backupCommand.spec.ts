import { join } from "node:path";
import { expect } from "chai";
import type { JsonObject } from "../../rehearse/json";
import { ApiStub } from "../support/apiStub";
import { type CommandResult, runCommand } from "../support/command";
import { DiffProject } from "../support/diffProject";
import { Operation } from "../support/operation";
import { projectFolder } from "../support/projectFiles";
import { rehearsed } from "../support/rehearsed";
import { minimal } from "../support/scenarios";

const cli = join(projectFolder, "bin", "operate", "backup", "cli.js");

describe("npm run backup", function () {
  this.timeout(120_000);
  let project: DiffProject;
  let operation: Operation;
  let cluster: ApiStub;

  before(async () => {
    project = new DiffProject();
    operation = new Operation();
    cluster = new ApiStub();
    operation.writeKubeconfig(await cluster.start());
    project.stack({ ...minimal, backup: {} });
    const manifests = await rehearsed({ title: "dev", folder: project.folder, stack: "dev" });
    cluster.objects.push(...(structuredClone(manifests) as unknown as JsonObject[]));
    const conditions = [{ type: "Complete", status: "True" }];
    cluster.grows = (job) => ({ ...job, status: { conditions } });
    const written = { time: "2026-01-02T03:04:05Z", snapshot: "0a1b2c3d", size: 1048576 };
    for (const object of cluster.objects) {
      if (object["kind"] === "ConfigMap") object["data"] = { backup: JSON.stringify(written) };
    }
  });
  after(() => {
    cluster.stop();
    operation.remove();
    project.remove();
  });

  function backup(...flags: string[]): Promise<CommandResult> {
    const KUBECONFIG = join(operation.folder, "kubeconfig");
    return runCommand(process.execPath, [cli, ...flags], {
      cwd: project.folder,
      env: { HOME: operation.home, PATH: operation.path, KUBECONFIG },
    });
  }

  it("makes one, and says which", async () => {
    const { code, stdout, stderr } = await backup();
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.match(/^one: backup 0a1b2c3d of 2026-01-02T03:04:05Z, 1\.0 MiB in all$/m);
  });

  it("ends with 1 where none was made, and with 2 for bad input", async () => {
    const conditions = [{ type: "Failed", status: "True", message: "it failed." }];
    cluster.grows = (job) => ({ ...job, status: { conditions } });
    const failed = await backup("--json");
    expect(failed.code).to.equal(1);
    expect(JSON.parse(failed.stdout)).to.have.nested.property("[0].reason", "it failed.");
    expect((await backup("--loud")).code).to.equal(2);
  });
});
