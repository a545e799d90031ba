import { expect } from "chai";
import type { HypervisorState } from "../../index";
import { Changes } from "../support/changes";
import { kubectl } from "../support/kubectl";
import { OutsideHost, outsideGap } from "../support/outsideHost";
import { EngineProject, failureOf } from "../support/project";
import { oneadmin, declaredOutput } from "../support/reachability";
import { startRepository } from "../support/repository";
import { skipBecause } from "../support/skip";

const name = "engine-hosts";

describe("hypervisors under the real engine", () => {
  let project: EngineProject;
  const hosts: OutsideHost[] = [];
  // Nothing of it is there where the tests are skipped.
  const remains: (() => Promise<void>)[] = [];

  before(async function () {
    const gap = outsideGap();
    if (gap !== undefined) skipBecause(this, gap);
    const repository = await startRepository();
    remains.push(() => repository.stop());
    project = await EngineProject.create("hosts");
    remains.push(() => project.end(name));
    await project.configureFrontEnd(name, repository);
    for (const index of [0, 1]) {
      const host = await OutsideHost.add();
      remains.push(() => host.remove());
      await host.startSshd();
      hosts[index] = host;
    }
  });

  after(async () => {
    for (const remove of remains.reverse()) await remove();
  });

  async function declare(index: number): Promise<void> {
    const host = hosts[index];
    await project.configure({
      [`hypervisors[${index}].name`]: `kvm${index}`,
      [`hypervisors[${index}].address`]: host?.address ?? "",
      [`hypervisors[${index}].sshHostKey`]: host?.hostKey() ?? "",
    });
  }

  async function states(): Promise<readonly (readonly [string, string | undefined])[]> {
    const value: unknown = (await project.stack.outputs())["hypervisorStates"]?.value;
    return (value as HypervisorState[]).map(({ name: host, state }) => [host, state] as const);
  }

  /** The changes of a preview, which must be those of the update that follows. */
  async function update(): Promise<string[]> {
    const [previewed, done] = [new Changes(), new Changes()];
    await project.stack.preview({ onEvent: previewed.onEvent });
    await project.stack.up({ onEvent: done.onEvent });
    expect(done.all).to.deep.equal(previewed.all);
    return done.all;
  }

  const theJobAnew = [
    ...["replace ConfigMap engine-hosts-hypervisors", "replace Job engine-hosts-hypervisors"],
    "update OpenNebula engine-hosts",
  ];

  it("are let in by the line that the first `up` prints, and monitored by the next one", async () => {
    await project.stack.up();
    const command = declaredOutput(await project.stack.outputs(), "enrolCommand");
    for (const host of hosts) await host.runAsRoot(command);
    await declare(0);
    await project.stack.up();
    expect(await states()).to.deep.equal([["kvm0", "on"]]);
    await project.stack.up({ expectNoChanges: true });
  });

  it("come one by one: another one touches nothing but the Job, and the Job nothing but it", async () => {
    await declare(1);
    expect(await update()).to.include.members(theJobAnew);
    expect(await states()).to.have.deep.members([
      ["kvm0", "on"],
      ["kvm1", "on"],
    ]);
    const selector = "app.kubernetes.io/component=enrolment";
    const log = await kubectl(["logs", "-n", name, "-l", selector, "--tail=-1"]);
    expect(log).to.contain("kvm1: created, it is host 1").and.not.to.contain("kvm0:");
  });

  it("know both keys in between while oneadmin's key changes", async () => {
    const former = declaredOutput(await project.stack.outputs(), "sshPublicKey");
    await project.configure({
      "keyRotation.sshKeyGenerations[0]": "1",
      "keyRotation.sshKeyGenerations[1]": "2",
    });
    expect(await update()).to.include("create PrivateKey engine-hosts-ssh-key-2");
    const [kvm0] = hosts;
    const both = (await kvm0?.run("cat .ssh/authorized_keys"))?.stdout ?? "";
    expect(both.split("\n").filter((line) => line.startsWith("ssh-rsa "))).to.have.length(2);
    await project.stack.removeConfig("keyRotation", false);
    await project.configure({ "keyRotation.sshKeyGenerations[0]": "2" });
    expect(await update()).to.include("delete PrivateKey engine-hosts-ssh-key");
    const one = (await kvm0?.run("cat .ssh/authorized_keys"))?.stdout ?? "";
    expect(one).not.to.contain(former);
    expect(one).to.contain(declaredOutput(await project.stack.outputs(), "sshPublicKey"));
    expect((await states()).map(([, state]) => state)).to.deep.equal(["on", "on"]);
  });

  it("are gone when they leave the list, unless something runs there", async () => {
    await oneadmin(name, ["onevm", "create", "--name", "guest", "--cpu", "1", "--memory", "32"]);
    await oneadmin(name, ["onevm", "deploy", "0", "kvm1"]);
    await project.stack.removeConfig("hypervisors[1]", true);
    const failure = await failureOf(() => project.stack.up());
    expect(failure).to.contain("kvm1 (virtual machines 0) can't be removed");
    await oneadmin(name, ["onevm", "recover", "--delete", "0"]);
    await project.stack.up();
    expect(await states()).to.deep.equal([["kvm0", "on"]]);
    expect(await oneadmin(name, ["onehost", "list", "-j"])).not.to.contain("kvm1");
  });
});
