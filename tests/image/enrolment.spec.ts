import { expect } from "chai";
import { eventually, needDocker } from "../support/docker";
import { ApiServer } from "./apiServer";
import { frontEnd } from "./front-end";
import { Hypervisor } from "./hypervisor";
import { beginToEnrol, enrol } from "./plan";
import { Pod, type Running } from "./pod";

describe("The enrolment of hypervisors", () => {
  let pod: Pod;
  let oned: Running;
  let hypervisor: Hypervisor;
  let address: string;
  let reporting: Promise<void>;
  let done = false;

  before(async function () {
    await needDocker(this);
    const { image, standin } = await frontEnd();
    pod = await Pod.create(image);
    await pod.complete("prepare");
    await (await pod.start("ssh-agent")).waitUntilHealthy("ssh-agent");
    await (await pod.start("sshd")).waitUntilHealthy("sshd");
    oned = await pod.boot();
    address = await pod.address();
    hypervisor = await Hypervisor.add(pod);
    // The machine has nothing by which OpenNebula's own probes would run; the stand-in's do.
    reporting = standin ? Promise.resolve() : report();
  });

  after(async () => {
    done = true;
    await reporting;
    await pod.remove();
  });

  const declared = () => ({ name: "kvm1", address: hypervisor.address });

  async function one(...command: string[]): Promise<string> {
    const { code, stdout, stderr } = await oned.run("env", "HOME=/var/lib/one", ...command);
    if (code !== 0) throw new Error(`${command.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  async function report(): Promise<void> {
    while (!done) {
      await hypervisor.report(address, 0);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  it("creates a declared host, and waits until it is monitored", async () => {
    const { code, stdout, stderr, hosts } = await enrol(pod, { hosts: [declared()] });
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.contain("kvm1: created, it is host 0");
    expect(hosts).to.have.length(1);
    expect(hosts[0]).to.include({ name: "kvm1", id: 0, error: null });
    // OpenNebula's own probes fail to start there, which comes between the reports once.
    await eventually("it is on", async () => {
      return /"STATE": "2"/.test(await one("onehost", "show", "kvm1", "-j"));
    });
    expect(hosts[0]?.lastMonitored).to.match(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
  });

  it("touches nothing when nothing has changed", async () => {
    const { code, stdout } = await enrol(pod, { hosts: [declared()] });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^result: .*\n$/);
  });

  it("is begun again where it was killed, and nothing is left of it", async () => {
    const lost = { name: "lost", address: "192.0.2.9" };
    const begun = await beginToEnrol(pod, { hosts: [declared(), lost] });
    await eventually("the second host is there", async () => {
      return (await one("onehost", "list", "-j")).includes('"NAME": "lost"');
    });
    await begun.kill();
    const { code, stdout, hosts } = await enrol(pod, { hosts: [declared()] });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.contain("lost: removed").and.not.to.contain("kvm1: created");
    expect(hosts.map(({ name }) => name)).to.deep.equal(["kvm1"]);
  });

  it("takes a host over that is there already, and tells with OpenNebula's reason what is wrong", async () => {
    await one("onecluster", "create", "rack");
    await one("onehost", "create", "kvm2", "-i", "qemu", "-v", "qemu");
    const lost = { name: "kvm2", cluster: "rack" };
    const plan = { hosts: [declared(), lost], timeoutSeconds: 3 };
    const { code, stdout, hosts } = await enrol(pod, { ...plan, onFailure: "warn" });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/^kvm2: MANAGED_BY, IM_MAD, VM_MAD, CLUSTER of host 2 changed$/m);
    expect(stdout).to.match(/^warning: kvm2: err after 3 s: Could not update remotes; ssh kvm2: /m);
    expect(hosts[1]).to.include({ name: "kvm2", id: 2, state: "err", lastMonitored: null });
    expect(await one("onehost", "show", "kvm2", "-j")).to.match(/"CLUSTER": "rack"/);
  });

  it("fails when a host isn't monitored in time", async () => {
    const lost = { name: "kvm2", cluster: "rack" };
    const { code, stdout } = await enrol(pod, { hosts: [declared(), lost], timeoutSeconds: 1 });
    expect(code).to.equal(1);
    expect(stdout).to.match(/^failed: kvm2: err after 1 s: Could not update remotes/m);
  });

  it("removes no host that has virtual machines, and no other one either", async () => {
    await one("onevm", "create", "--name", "guest", "--cpu", "1", "--memory", "64");
    await one("onevm", "deploy", "0", "kvm1");
    const { code, stdout } = await enrol(pod, { hosts: [] });
    expect(code).to.equal(1);
    expect(stdout).to.contain("kvm1 (virtual machines 0) can't be removed");
    const pool = await one("onehost", "list", "-j");
    expect(pool).to.contain('"NAME": "kvm1"').and.to.contain('"NAME": "kvm2"');
    await one("onevm", "recover", "--delete", "0");
  });

  it("removes what is no longer declared, but no host that was made by hand", async () => {
    await one("onehost", "create", "by-hand", "-i", "kvm", "-v", "kvm");
    const { code, stdout } = await enrol(pod, { hosts: [declared()] });
    expect(code, stdout).to.equal(0);
    const pool = await one("onehost", "list", "-j");
    expect(pool).to.contain('"NAME": "kvm1"').and.to.contain('"NAME": "by-hand"');
    expect(pool).not.to.contain('"NAME": "kvm2"');
    await one("onehost", "delete", "by-hand");
  });

  it("knows a host by its pinned key, and by no other", async () => {
    const other = {
      ...declared(),
      sshHostKey: (await pod.read("hostkey/ssh_host_key.pub")).trim(),
    };
    const pinned = { ...declared(), sshHostKey: hypervisor.hostKey };
    const refusal = await enrol(pod, { hosts: [other], preflight: true });
    expect(refusal.code).to.equal(1);
    expect(refusal.stdout).to.contain("Host key verification failed");
    const monitored = await enrol(pod, { hosts: [other] });
    expect(monitored.code, monitored.stdout).to.equal(1);
    expect(monitored.stdout).to.contain("SSH with the declared host key fails");
    expect((await enrol(pod, { hosts: [pinned] })).code).to.equal(0);
    // prepare has run twice.
    const configuration = await pod.read("data/home/.ssh/config");
    expect(configuration.match(/^Include hypervisors\.conf$/gm)).to.have.length(1);
    expect(await pod.read("data/home/.ssh/hypervisors.keys")).to.contain(
      hypervisor.hostKey.split(" ")[1],
    );
  });

  it("brings the transparent proxy's list to hosts when it has changed, and not otherwise", async () => {
    const entry = { service_port: 5030, remote_addr: "192.0.2.1", remote_port: 5030 };
    await pod.complete("prepare", { OPENNEBULA_TPROXY: JSON.stringify([entry]) });
    const first = await enrol(pod, {});
    expect(first.stdout).to.match(/^kvm1: synchronized$/m);
    const { stdout } = await hypervisor.run("cat /var/tmp/one/etc/vnm/OpenNebulaNetwork.conf");
    expect(stdout).to.contain("192.0.2.1");
    expect((await enrol(pod, {})).stdout).to.equal("result: []\n");
  });

  it("restarts monitoring when the monitor daemon's address has changed", async () => {
    await pod.complete("prepare", { OPENNEBULA_MONITOR_ADDRESS: address });
    const { code, stdout } = await enrol(pod, { hosts: [declared()] });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/^kvm1: synchronized, monitoring restarted$/m);
  });

  it("tries every path first, and names the one that is broken", async () => {
    const hosts = [declared(), { name: "kvm3", address: "192.0.2.9" }];
    const plan = { hosts, preflight: true, hostname: address, monitorAddress: address };
    const { code, stdout } = await enrol(pod, { ...plan, onegateAddress: address });
    expect(code).to.equal(1);
    const table = new Map(
      stdout.split("\n").map((line) => line.split(/ {2,}/) as [string, string]),
    );
    for (const means of ["TCP", "UDP", "60 kB UDP"]) {
      expect(table.get(`kvm1 -> ${address} ${means} 4124`), stdout).to.equal("ok, it arrived");
    }
    expect(table.get(`kvm1 -> ${address} TCP 22`)).to.equal("ok");
    expect(table.get(`front-end -> ${hypervisor.address} TCP 22`)).to.match(/^ok/);
    expect(stdout).to.contain(
      `failed: kvm1: broken path kvm1 -> ${address} TCP 5030: Connection refused`,
    );
    expect(stdout).to.contain("failed: kvm3: broken path front-end -> 192.0.2.9 TCP 22: ");
    expect(await one("onehost", "list", "-j")).not.to.contain("kvm3");
  });

  it("lets hosts know every valid key, and takes away what is valid no longer", async () => {
    const file = "~/.ssh/authorized_keys";
    await hypervisor.run(`printf 'ssh-ed25519 AAAAadmin admin' >>${file}`);
    const own = (await pod.read("credentials/ssh-public-key")).trim();
    const next = "ssh-ed25519 AAAAnext";
    const keys = async () => (await hypervisor.run(`cat ${file}`)).stdout.split("\n");
    const step = { hosts: [declared()], hostname: "one.example.net" };
    const first = await enrol(pod, { ...step, furtherKeys: [next] });
    expect(first.code, first.stdout + first.stderr).to.equal(0);
    expect(first.stdout).to.match(/^kvm1: its SSH keys are up to date$/m);
    expect(await keys()).to.include.members([own, next, "ssh-ed25519 AAAAadmin admin"]);
    const known = await hypervisor.run("ssh-keygen -F one.example.net -f ~/.ssh/known_hosts");
    expect(known.stdout).to.contain((await pod.read("hostkey/ssh_host_key.pub")).split(" ")[1]);
    const second = await enrol(pod, step);
    expect(second.stdout).to.match(/^kvm1: its SSH keys are up to date$/m);
    expect(await keys()).to.include.members([own, "ssh-ed25519 AAAAadmin admin"]);
    expect(await keys()).not.to.include(next);
    expect((await enrol(pod, step)).stdout).to.match(/^result: .*\n$/);
  });

  it("goes on failing for an undeclared host that should have received something", async () => {
    const entry = { service_port: 5030, remote_addr: "192.0.2.2", remote_port: 5030 };
    await pod.complete("prepare", { OPENNEBULA_TPROXY: JSON.stringify([entry]) });
    await hypervisor.shutOut();
    const first = await enrol(pod, {});
    expect(first.code, first.stdout).to.equal(1);
    expect(first.stdout).to.match(/^failed: kvm1: onehost sync failed$/m);
    const again = await enrol(pod, {});
    await hypervisor.letIn();
    expect(again.code, again.stdout).to.equal(1);
    const mended = await enrol(pod, {});
    expect(mended.code, mended.stdout).to.equal(0);
    expect(mended.stdout).to.match(/^kvm1: synchronized/m);
  });

  it("writes result and events where users and the component read them", async () => {
    const server = await ApiServer.start(pod);
    const environment = {
      ...{ OPENNEBULA_RESULT_CONFIGMAP: "result", OPENNEBULA_NAMESPACE: "clouds" },
      OPENNEBULA_STATEFULSET: "one",
    };
    await pod.complete("prepare");
    const { code, stdout, stderr } = await enrol(pod, { hosts: [declared()] }, environment);
    expect(code, stdout + stderr).to.equal(0);
    const asked = await server.asked();
    const path = "/api/v1/namespaces/clouds/configmaps/result";
    expect(asked).to.contain(`PATCH ${path}?fieldManager=opennebula-enrolment&force=true`);
    expect(asked).to.match(/^Authorization: Bearer a-token\r?$/im);
    expect(asked).to.match(/^Content-Type: application\/apply-patch\+yaml\r?$/im);
    expect(asked).to.contain('"data":{"hypervisors":"[{\\"name\\":\\"kvm1\\"');
    expect(stdout + stderr).not.to.contain("a-token");
    expect(asked).to.contain("GET /apis/apps/v1/namespaces/clouds/statefulsets/one ");
    expect(asked).to.contain("POST /api/v1/namespaces/clouds/events ");
    const event = /^\{.*"kind":"Event".*\}$/m.exec(asked)?.[0] ?? "{}";
    expect(JSON.parse(event)).to.deep.include({
      type: "Normal",
      reason: "HypervisorSynchronized",
      message: "kvm1: synchronized",
      involvedObject: {
        ...{ apiVersion: "apps/v1", kind: "StatefulSet" },
        ...{ name: "one", namespace: "clouds", uid: "an-identity" },
      },
    });
  });

  it("gives up on a front-end that shows another host key", async () => {
    const key = await pod.read("hostkey/ssh_host_key.pub");
    await pod.write("hostkey/ssh_host_key.pub", hypervisor.hostKey);
    const { code, stderr } = await enrol(pod, { hosts: [] }, { OPENNEBULA_WAIT_SECONDS: "1" });
    await pod.write("hostkey/ssh_host_key.pub", key);
    expect(code).to.equal(1);
    expect(stderr).to.contain("does not let oneadmin in by SSH: Host key verification failed.");
  });
});
