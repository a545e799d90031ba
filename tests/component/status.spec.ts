import { join } from "node:path";
import { expect } from "chai";
import type { StackStatus } from "../../operate/status/frontEnd";
import type { JsonObject } from "../../rehearse/json";
import { ApiStub } from "../support/apiStub";
import { type CommandResult, runCommand } from "../support/command";
import { objectOf } from "../support/declaredStack";
import { DiffProject } from "../support/diffProject";
import { Operation } from "../support/operation";
import { projectFolder } from "../support/projectFiles";
import { type Manifest, rehearsed } from "../support/rehearsed";
import { minimal } from "../support/scenarios";

const cli = join(projectFolder, "bin", "operate", "status", "cli.js");

describe("npm run status", function () {
  this.timeout(120_000);
  let project: DiffProject;
  let operation: Operation;
  let cluster: ApiStub;
  let manifests: Manifest[];

  before(async () => {
    project = new DiffProject();
    operation = new Operation();
    cluster = new ApiStub();
    operation.writeKubeconfig(await cluster.start());
    project.stack({
      ...minimal,
      expose: { type: "LoadBalancer" },
      hypervisors: [{ name: "kvm1" }],
    });
    manifests = await rehearsed({ title: "dev", folder: project.folder, stack: "dev" });
  });
  beforeEach(() => {
    cluster.objects.splice(0);
  });
  after(() => {
    cluster.stop();
    operation.remove();
    project.remove();
  });

  /** Has the cluster look as the stack's file says, and a Pod of it. */
  function deploy(): void {
    cluster.objects.push(...(structuredClone(manifests) as unknown as JsonObject[]));
    const conditions = [{ type: "Ready", status: "True" }];
    cluster.objects.push(objectOf("Pod", "one-0", { status: { conditions } }));
  }

  function status(env: NodeJS.ProcessEnv, ...flags: string[]): Promise<CommandResult> {
    const KUBECONFIG = join(operation.folder, "kubeconfig");
    return runCommand(process.execPath, [cli, ...flags], {
      cwd: project.folder,
      env: { HOME: operation.home, PATH: operation.path, KUBECONFIG, ...env },
    });
  }

  it("shows a front-end that is as its stack's file says", async () => {
    deploy();
    const { code, stdout, stderr } = await status({});
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(
      /^Stack dev, kube context "sample" \(http:.*\)\n\nFront-end +one, namespace one\nOpenNebula +7\.4\.0$/m,
    );
    expect(stdout).to.match(/^Pod +one-0 ready/m);
    expect(stdout).to.match(/^Differences +none/m);
    const requests = cluster.requests.filter((one) => !/^GET|dryRun=All/.test(one));
    expect(requests).to.deep.equal([]);
  });

  it("shows the same to a program", async () => {
    deploy();
    const { stdout } = await status({}, "--json");
    const { frontEnds, differences } = JSON.parse(stdout) as StackStatus;
    expect(differences).to.deep.equal([]);
    expect(frontEnds.map(({ name, version }) => [name, version])).to.deep.equal([["one", "7.4.0"]]);
  });

  it("shows a front-end that isn't deployed", async () => {
    const { code, stdout } = await status({});
    expect(code).to.equal(0);
    expect(stdout).to.match(/^OpenNebula +isn't deployed$/m);
    expect(stdout).to.match(/StatefulSet one: isn't there$/m);
  });

  it("shows what differs, and no secret", async () => {
    deploy();
    const secret = "canary-in-the-cluster";
    for (const object of cluster.objects) {
      if (object["kind"] === "Secret") {
        object["data"] = { password: Buffer.from(secret).toString("base64") };
      }
      if (object["kind"] === "StatefulSet") {
        object["spec"] = { ...(object["spec"] as JsonObject), replicas: 0 };
      }
    }
    const { stdout, stderr } = await status({});
    expect(stdout).to.match(/^Differences +StatefulSet one: spec\.replicas: 0 → 1$/m);
    expect(stdout + stderr)
      .not.to.contain(secret)
      .and.not.to.contain("Y2FuYXJ5");
  });

  it("says in one sentence that there is no cluster, or that it doesn't answer", async () => {
    const missing = await status({ KUBECONFIG: "" });
    expect([missing.code, missing.stdout]).to.deep.equal([1, ""]);
    expect(missing.stderr).to.match(/^There is no cluster to work on: .*\n$/);
    operation.writeKubeconfig("http://127.0.0.1:1");
    const silent = await status({});
    operation.writeKubeconfig(cluster.address);
    expect(silent.code).to.equal(1);
    expect(silent.stderr).to.match(/^kube context "sample" .* doesn't answer: .*ECONNREFUSED.*\n$/);
  });

  it("ends with 2 for bad input", async () => {
    const unknown = await status({}, "--stack", "gone");
    expect(unknown.code).to.equal(2);
    expect(unknown.stderr).to.contain('There is no stack "gone"');
    expect((await status({}, "--loud")).code).to.equal(2);
  });
});
