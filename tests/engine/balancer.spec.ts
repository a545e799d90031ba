import { expect } from "chai";
import { Changes } from "../support/changes";
import { eventually } from "../support/docker";
import { find, kubectl } from "../support/kubectl";
import { EngineProject } from "../support/project";
import { declaredOutput, oneadmin } from "../support/reachability";
import { type Repository, startRepository } from "../support/repository";

const name = "engine-named";

describe("a load balancer that gives a name, under the real engine", () => {
  let project: EngineProject;
  let repository: Repository;

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("named");
    await project.configureFrontEnd(name, repository);
    // No load balancer of the cluster answers to this one: the test does.
    await project.configure({ "expose.loadBalancerClass": "opennebula-kubernetes.test/named" });
  });

  after(async () => {
    await repository.stop();
    await project.end(name);
  });

  async function give(hostname: string): Promise<void> {
    const there = async () => (await find(["service", "-n", name, name])) !== undefined;
    await eventually("the Service is there", there, 300);
    const status = { loadBalancer: { ingress: [{ hostname }] } };
    const patch = ["--subresource=status", "--type=merge", "-p", JSON.stringify({ status })];
    await kubectl(["patch", "service", "-n", name, name, ...patch]);
  }

  async function configured(): Promise<string> {
    const files = ["/etc/one/oned.conf", "/etc/one/monitord.conf"];
    return oneadmin(name, ["grep", "-hE", "^HOSTNAME|MONITOR_ADDRESS *=", ...files]);
  }

  it("has it in OpenNebula's files after one `up`", async () => {
    await Promise.all([project.stack.up(), give("first.example.net")]);
    const outputs = await project.stack.outputs();
    expect(declaredOutput(outputs, "monitorAddress")).to.equal("first.example.net");
    const text = await configured();
    expect(text).to.match(/HOSTNAME *= *"first\.example\.net"/);
    expect(text).to.match(/MONITOR_ADDRESS *= *"first\.example\.net"/);
    await project.stack.up({ expectNoChanges: true });
  });

  it("shows another name in the next preview, with what it changes and nothing else", async () => {
    await give("second.example.net");
    const [previewed, done] = [new Changes(), new Changes()];
    await project.stack.preview({ onEvent: previewed.onEvent });
    expect(previewed.all).to.deep.equal([
      `replace ConfigMap ${name}-hypervisors`,
      `replace Job ${name}-hypervisors`,
      `replace Job ${name}-start`,
      `update StatefulSet ${name}`,
    ]);
    await project.stack.up({ onEvent: done.onEvent });
    expect(done.all).to.deep.equal(previewed.all);
    expect(await configured()).to.match(/MONITOR_ADDRESS *= *"second\.example\.net"/);
  });
});
