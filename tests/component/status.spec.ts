import { join } from "node:path";
import { expect } from "chai";
import type { StackStatus } from "../../operate/status/frontEnd";
import type { JsonObject } from "../../rehearse/json";
import { nameOf } from "../../rehearse/kubernetes";
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

  const ready = { conditions: [{ type: "Ready", status: "True" }] };

  /** Has the cluster look as the stack's file says, with a Pod of it. */
  function deploy(pod: JsonObject = objectOf("Pod", "one-0", { status: ready })): void {
    cluster.objects.push(...(structuredClone(manifests) as unknown as JsonObject[]), pod);
  }

  /** Has the cluster bring forth something for objects with such names. */
  function change(kind: string, name: RegExp, more: JsonObject): void {
    const found = cluster.objects.filter(
      (object) => object["kind"] === kind && name.test(nameOf(object) ?? ""),
    );
    expect(found, kind).to.have.lengthOf(1);
    for (const object of found) Object.assign(object, more);
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

  it("shows which of several pods leads, and the address that the balancer gave", async () => {
    const storage = { datastores: { existingClaim: "images" } };
    const args = { ...minimal, replicas: 3, storage, expose: { type: "LoadBalancer" } };
    project.stack(args, "several");
    deploy(objectOf("Pod", "one-0", { status: { phase: "Pending" } }));
    const leader = { labels: { "opennebula-kubernetes/leader": "true" } };
    cluster.objects.push(objectOf("Pod", "one-1", { metadata: leader, status: ready }));
    const loadBalancer = { ingress: [{ ip: "192.0.2.1" }] };
    const spec = { type: "LoadBalancer", clusterIP: "10.96.0.9", ports: [] };
    change("Service", /^one$/, { spec, status: { loadBalancer } });
    const { stdout, stderr } = await status({}, "--stack", "several");
    expect(stdout, stderr).to.match(/^Pod +one-0 not ready \(Pending\)/m);
    expect(stdout)
      .to.match(/^ +one-1 ready and leads/m)
      .and.match(/^ +there is none$/m);
    expect(stdout).to.match(/^Service one +LoadBalancer, 192\.0\.2\.1$/m);
  });

  it("shows hypervisors with state and last monitoring, and how the last enrolment ended", async () => {
    const hosts = [
      { name: "kvm1", id: 4, state: "on", lastMonitored: new Date().toISOString() },
      { name: "kvm2", id: 5, state: "err", error: "no route to host" },
    ];
    deploy(objectOf("Pod", "one-0", { status: { phase: "Pending" } }));
    change("ConfigMap", /hypervisors-result/, { data: { hypervisors: JSON.stringify(hosts) } });
    const conditions = [{ type: "Complete", status: "True" }];
    change("Job", /hypervisors/, {
      status: { conditions, completionTime: "2026-01-02T03:04:05Z" },
    });
    const { stdout, stderr } = await status({});
    expect(stdout, stderr).to.match(/^Hypervisors +kvm1 \(4\): on, monitored .* ago$/m);
    expect(stdout).to.match(/^ +kvm2 \(5\): err, never monitored, no route to host$/m);
    expect(stdout).to.contain(
      "(as of the last enrolment; OpenNebula wasn't asked: the pod isn't ready)",
    );
    expect(stdout).to.match(/^Last enrolment +done .* ago$/m);
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
