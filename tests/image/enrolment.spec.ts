import { expect } from "chai";
import { eventually } from "../support/docker";
import { Cloud } from "./cloud";
import { beginToEnrol, enrol } from "./plan";
import type { Pod } from "./pod";

describe("The enrolment of hypervisors", () => {
  let cloud: Cloud;
  let pod: Pod;

  before(async function () {
    cloud = await Cloud.create(this);
    ({ pod } = cloud);
  });

  after(() => cloud.remove());

  it("creates a declared host, and waits until it is monitored", async () => {
    const { code, stdout, stderr, hosts } = await enrol(pod, { hosts: [cloud.declared] });
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.contain("kvm1: created, it is host 0");
    expect(hosts).to.have.length(1);
    expect(hosts[0]).to.include({ name: "kvm1", id: 0, error: null });
    await eventually("it is on", async () => {
      return /"STATE": "2"/.test(await cloud.one("onehost", "show", "kvm1", "-j"));
    });
    expect(hosts[0]?.lastMonitored).to.match(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
  });

  it("touches nothing when nothing has changed", async () => {
    const { code, stdout } = await enrol(pod, { hosts: [cloud.declared] });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^result: .*\n$/);
  });

  it("is begun again where it was killed, and nothing is left of it", async () => {
    const lost = { name: "lost", address: "192.0.2.9" };
    const begun = await beginToEnrol(pod, { hosts: [cloud.declared, lost] });
    await eventually("the second host is there", async () => {
      return (await cloud.one("onehost", "list", "-j")).includes('"NAME": "lost"');
    });
    await begun.kill();
    const { code, stdout, hosts } = await enrol(pod, { hosts: [cloud.declared] });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.contain("lost: removed").and.not.to.contain("kvm1: created");
    expect(hosts.map(({ name }) => name)).to.deep.equal(["kvm1"]);
  });

  it("takes a host over that is there already, and tells with OpenNebula's reason what is wrong", async () => {
    await cloud.one("onecluster", "create", "rack");
    await cloud.one("onehost", "create", "kvm2", "-i", "qemu", "-v", "qemu");
    const lost = { name: "kvm2", cluster: "rack" };
    const plan = { hosts: [cloud.declared, lost], timeoutSeconds: 3 };
    const { code, stdout, hosts } = await enrol(pod, { ...plan, onFailure: "warn" });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/^kvm2: MANAGED_BY, IM_MAD, VM_MAD, CLUSTER of host 2 changed$/m);
    expect(stdout).to.match(/^warning: kvm2: err after 3 s: Could not update remotes; ssh kvm2: /m);
    expect(hosts[1]).to.include({ name: "kvm2", id: 2, state: "err", lastMonitored: null });
    expect(await cloud.one("onehost", "show", "kvm2", "-j")).to.match(/"CLUSTER": "rack"/);
  });

  it("fails when a host isn't monitored in time", async () => {
    const lost = { name: "kvm2", cluster: "rack" };
    const { code, stdout } = await enrol(pod, { hosts: [cloud.declared, lost], timeoutSeconds: 1 });
    expect(code).to.equal(1);
    expect(stdout).to.match(/^failed: kvm2: err after 1 s: Could not update remotes/m);
  });

  it("removes no host that has virtual machines, and no other one either", async () => {
    await cloud.one("onevm", "create", "--name", "guest", "--cpu", "1", "--memory", "64");
    await cloud.one("onevm", "deploy", "0", "kvm1");
    const { code, stdout } = await enrol(pod, { hosts: [] });
    expect(code).to.equal(1);
    expect(stdout).to.contain("kvm1 (virtual machines 0) can't be removed");
    const pool = await cloud.one("onehost", "list", "-j");
    expect(pool).to.contain('"NAME": "kvm1"').and.to.contain('"NAME": "kvm2"');
    await cloud.one("onevm", "recover", "--delete", "0");
  });

  it("removes what is no longer declared, but no host that was made by hand", async () => {
    await cloud.one("onehost", "create", "by-hand", "-i", "kvm", "-v", "kvm");
    const { code, stdout } = await enrol(pod, { hosts: [cloud.declared] });
    expect(code, stdout).to.equal(0);
    const pool = await cloud.one("onehost", "list", "-j");
    expect(pool).to.contain('"NAME": "kvm1"').and.to.contain('"NAME": "by-hand"');
    expect(pool).not.to.contain('"NAME": "kvm2"');
    await cloud.one("onehost", "delete", "by-hand");
  });

  it("knows a host by its pinned key, and by no other", async () => {
    const other = {
      ...cloud.declared,
      sshHostKey: (await pod.read("hostkey/ssh_host_key.pub")).trim(),
    };
    const pinned = { ...cloud.declared, sshHostKey: cloud.hypervisor.hostKey };
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
      cloud.hypervisor.hostKey.split(" ")[1],
    );
  });

  it("tries every path first, and names the one that is broken", async () => {
    const hosts = [cloud.declared, { name: "kvm3", address: "192.0.2.9" }];
    const { address } = cloud;
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
    expect(table.get(`front-end -> ${cloud.hypervisor.address} TCP 22`)).to.match(/^ok/);
    expect(stdout).to.contain(
      `failed: kvm1: broken path kvm1 -> ${address} TCP 5030: Connection refused`,
    );
    expect(stdout).to.contain("failed: kvm3: broken path front-end -> 192.0.2.9 TCP 22: ");
    expect(await cloud.one("onehost", "list", "-j")).not.to.contain("kvm3");
  });

  it("gives up on a front-end that shows another host key", async () => {
    const key = await pod.read("hostkey/ssh_host_key.pub");
    await pod.write("hostkey/ssh_host_key.pub", cloud.hypervisor.hostKey);
    const { code, stderr } = await enrol(pod, { hosts: [] }, { OPENNEBULA_WAIT_SECONDS: "1" });
    await pod.write("hostkey/ssh_host_key.pub", key);
    expect(code).to.equal(1);
    expect(stderr).to.contain("does not let oneadmin in by SSH: Host key verification failed.");
  });
});
