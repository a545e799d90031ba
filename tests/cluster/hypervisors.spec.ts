import { expect } from "chai";
import { freeAddress } from "../support/balancer";
import { captureGap, nextReport } from "../support/capture";
import { eventually } from "../support/docker";
import type { FrontEnd } from "../support/frontEnd";
import { kubectl } from "../support/kubectl";
import type { OutsideHost } from "../support/outsideHost";
import { OutsideView } from "../support/outsideView";
import { isReady } from "../support/pods";
import { anotherHostKey, anotherKey } from "../support/sampleKeys";
import { skipBecause } from "../support/skip";

interface HostElement {
  STATE: string;
  MONITORING: { TIMESTAMP?: string };
}

const monitored = "2";

describe("a hypervisor outside the cluster that is declared", () => {
  let view: OutsideView | undefined;
  let frontEnd: FrontEnd;
  let host: OutsideHost;

  before(async function () {
    view = await OutsideView.open(this);
    ({ frontEnd, host } = view);
    const hypervisors = [{ name: "kvm1", address: host.address, sshHostKey: host.hostKey() }];
    frontEnd.declared = { hypervisors };
  });

  after(() => view?.close());

  const balancer = (): string => view?.address ?? "";

  async function enrol(): Promise<string> {
    await frontEnd.update();
    return frontEnd.enrolled();
  }

  async function show(): Promise<HostElement> {
    const text = await frontEnd.run("onehost show kvm1 -j");
    return (JSON.parse(text) as { HOST: HostElement }).HOST;
  }

  /** It is monitored, by what it has reported since then and not by what it said before. */
  async function expectReports(since: number): Promise<void> {
    await eventually(
      "a new report of kvm1 has come",
      async () => Number((await show()).MONITORING.TIMESTAMP ?? 0) * 1000 > since,
      180,
    );
    expect((await show()).STATE).to.equal(monitored);
  }

  it("is monitored at the end of the Job", async () => {
    const start = Date.now();
    expect(await enrol()).to.contain("kvm1: created, it is host 0");
    expect((await show()).STATE).to.equal(monitored);
    await expectReports(start);
  });

  it("is told of in an event of the StatefulSet, and with its state in the ConfigMap", async () => {
    const told = await kubectl(["describe", "statefulset", "-n", frontEnd.namespace, "one"]);
    expect(told).to.match(/Normal +HypervisorCreated .*kvm1: created, it is host 0/);
    const maps = await kubectl(["get", "configmap", "-n", frontEnd.namespace, "-o", "json"]);
    expect(maps).to.match(
      /"hypervisors": "\[\{\\"name\\":\\"kvm1\\",\\"id\\":0,\\"state\\":\\"on\\"/,
    );
  });

  it("is monitored again after the pod was deleted", async () => {
    const uid = (await frontEnd.findPod())?.metadata.uid;
    const start = Date.now();
    await kubectl(["delete", "pod", "-n", frontEnd.namespace, frontEnd.pod]);
    await frontEnd.podIs("a new pod is ready", (pod) => isReady(pod) && pod.metadata.uid !== uid);
    await expectReports(start);
  });

  it("reports to another address when the load balancer gives one", async () => {
    const former = balancer();
    frontEnd.address = await freeAddress();
    expect(balancer()).not.to.equal(former);
    const start = Date.now();
    expect(await enrol()).to.match(/^kvm1: synchronized, monitoring restarted$/m);
    await expectReports(start);
    const known = await host.run(`ssh-keygen -F ${balancer()} -f .ssh/known_hosts`);
    expect(known.stdout).to.contain(frontEnd.hostKey.publicKey);
  });

  it("shows its measurements to whoever listens, and no longer once they are encrypted", async function () {
    const gap = captureGap();
    if (gap !== undefined) skipBecause(this, gap);
    expect(await nextReport(host, "MONITOR_HOST", balancer())).to.match(/FREECPU/);
    frontEnd.declared = { ...frontEnd.declared, encryptMonitoring: true };
    const start = Date.now();
    expect(await enrol()).to.match(/^kvm1: synchronized, monitoring restarted$/m);
    await expectReports(start);
    const report = await nextReport(host, "MONITOR_HOST", balancer());
    expect(report).not.to.match(/FREECPU|FREEMEMORY|USEDCPU/);
    expect(report.length % 256).to.equal(0);
  });

  it("stays monitored when the key of encryption changes", async () => {
    frontEnd.monitorKey = anotherKey();
    frontEnd.declared = { ...frontEnd.declared, keyRotation: { monitorKeyGeneration: 2 } };
    const start = Date.now();
    expect(await enrol()).to.match(/^kvm1: synchronized, monitoring restarted$/m);
    await expectReports(start);
  });

  it("lets oneadmin in and knows the front-end while both keys change in two steps", async () => {
    const [former, formerHost] = [frontEnd.sshKey, frontEnd.hostKey];
    const [next, nextHost] = [anotherKey(), anotherHostKey()];
    const { keyRotation } = frontEnd.declared;
    frontEnd.declared.keyRotation = {
      ...keyRotation,
      furtherSshPublicKeys: [next.publicKey],
      furtherHostPublicKeys: [nextHost.publicKey],
    };
    expect(await enrol()).to.match(/^kvm1: its SSH keys are up to date$/m);
    expect(await lines(".ssh/authorized_keys")).to.include.members([
      former.publicKey,
      next.publicKey,
    ]);
    await expectFrontEndKnown();

    [frontEnd.sshKey, frontEnd.hostKey] = [next, nextHost];
    if (keyRotation !== undefined) frontEnd.declared.keyRotation = keyRotation;
    expect(await enrol()).to.match(/^kvm1: its SSH keys are up to date$/m);
    expect(await lines(".ssh/authorized_keys")).to.include(next.publicKey);
    expect(await lines(".ssh/authorized_keys")).not.to.include(former.publicKey);
    expect(await lines(".ssh/known_hosts")).not.to.include(`${balancer()} ${formerHost.publicKey}`);
    await expectFrontEndKnown();
    expect((await show()).STATE).to.equal(monitored);
  });

  it("is gone when it isn't declared any more, and nothing is left to do", async () => {
    frontEnd.declared = { ...frontEnd.declared, hypervisors: [] };
    expect(await enrol()).to.contain("kvm1: removed, it was host 0");
    expect(await frontEnd.run("onehost list -j")).not.to.contain("kvm1");
  });

  async function lines(file: string): Promise<string[]> {
    return (await host.run(`cat ${file}`)).stdout.split("\n");
  }

  /** As for an image: with the agent that the front-end brought along, and no key that wasn't known before. */
  async function expectFrontEndKnown(): Promise<void> {
    const back = `ssh -o BatchMode=yes -o StrictHostKeyChecking=yes ${balancer()} hostname`;
    const agent = "SSH_AUTH_SOCK=/run/one/ssh-agent.sock";
    const there = `${agent} ssh -A -o BatchMode=yes -o ControlPath=none kvm1 '${back}'`;
    expect(await frontEnd.run(there)).to.equal(frontEnd.pod);
  }
});
