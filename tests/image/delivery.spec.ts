import { expect } from "chai";
import { ApiServer } from "./apiServer";
import { Cloud } from "./cloud";
import { enrol } from "./plan";
import type { Pod } from "./pod";

describe("What an enrolment brings to hypervisors", () => {
  let cloud: Cloud;
  let pod: Pod;

  before(async function () {
    cloud = await Cloud.create(this);
    ({ pod } = cloud);
    await enrol(pod, { hosts: [cloud.declared] });
  });

  after(() => cloud.remove());

  it("brings the transparent proxy's list to hosts when it has changed, and not otherwise", async () => {
    const entry = { service_port: 5030, remote_addr: "192.0.2.1", remote_port: 5030 };
    await cloud.restart({ OPENNEBULA_TPROXY: JSON.stringify([entry]) });
    const first = await enrol(pod, {});
    expect(first.stdout).to.match(/^kvm1: synchronized$/m);
    const { stdout } = await cloud.hypervisor.run(
      "cat /var/tmp/one/etc/vnm/OpenNebulaNetwork.conf",
    );
    expect(stdout).to.contain("192.0.2.1");
    expect((await enrol(pod, {})).stdout).to.equal("result: []\n");
  });

  it("brings the user's own drivers and hooks, and takes them back", async () => {
    const fence = async (): Promise<string> =>
      (await cloud.hypervisor.run("cat /var/tmp/one/hooks/ft/fence_host.sh")).stdout;
    await pod.asRoot("mkdir -p /pod/own-remotes/hooks/ft");
    await pod.write("own-remotes/hooks/ft/fence_host.sh", "#!/bin/bash\nexit 0 # mine\n");
    await cloud.restart();
    expect((await enrol(pod, {})).stdout).to.match(/^kvm1: synchronized$/m);
    expect(await fence()).to.contain("# mine");
    expect((await enrol(pod, {})).stdout).to.equal("result: []\n");
    await pod.asRoot("rm -r /pod/own-remotes/*");
    await cloud.restart();
    expect((await enrol(pod, {})).stdout).to.match(/^kvm1: synchronized$/m);
    expect(await fence()).to.contain("exit 1");
  });

  it("makes the name of a host with an address known to guacd, which runs on", async () => {
    const guacd = await pod.start("guacd");
    await guacd.waitUntilHealthy("guacd");
    const known = async (name: string): Promise<string> =>
      (await guacd.run("getent", "hosts", name)).stdout.split(" ")[0] ?? "";
    expect(await known("kvm1")).to.equal(cloud.hypervisor.address);
    const moved = { ...cloud.declared, name: "kvm2", address: "192.0.2.7" };
    await enrol(pod, { hosts: [cloud.declared, moved], onFailure: "warn", timeoutSeconds: 1 });
    expect(await known("kvm2")).to.equal("192.0.2.7");
    await enrol(pod, { hosts: [cloud.declared] });
    expect(await known("kvm2")).to.equal("");
    expect(await known("localhost")).to.match(/^(127\.0\.0\.1|::1)$/);
    await cloud.restart();
    expect(await known("kvm1"), "after a restart").to.equal(cloud.hypervisor.address);
    await guacd.end();
  });

  it("restarts monitoring when the monitor daemon's address has changed", async () => {
    await cloud.restart({ OPENNEBULA_MONITOR_ADDRESS: cloud.address });
    const { code, stdout } = await enrol(pod, { hosts: [cloud.declared] });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/^kvm1: synchronized, monitoring restarted$/m);
  });

  it("lets hosts know every valid key, and takes away what is valid no longer", async () => {
    const file = "~/.ssh/authorized_keys";
    await cloud.hypervisor.run(`printf 'ssh-ed25519 AAAAadmin admin' >>${file}`);
    const own = (await pod.read("credentials/ssh-public-key")).trim();
    const next = "ssh-ed25519 AAAAnext";
    const keys = async () => (await cloud.hypervisor.run(`cat ${file}`)).stdout.split("\n");
    const step = { hosts: [cloud.declared], hostname: "one.example.net" };
    const first = await enrol(pod, { ...step, furtherKeys: [next] });
    expect(first.code, first.stdout + first.stderr).to.equal(0);
    expect(first.stdout).to.match(/^kvm1: its SSH keys are up to date$/m);
    expect(await keys()).to.include.members([own, next, "ssh-ed25519 AAAAadmin admin"]);
    const known = await cloud.hypervisor.run("ssh-keygen -F one.example.net -f ~/.ssh/known_hosts");
    expect(known.stdout).to.contain((await pod.read("hostkey/ssh_host_key.pub")).split(" ")[1]);
    const second = await enrol(pod, step);
    expect(second.stdout).to.match(/^kvm1: its SSH keys are up to date$/m);
    expect(await keys()).to.include.members([own, "ssh-ed25519 AAAAadmin admin"]);
    expect(await keys()).not.to.include(next);
    expect((await enrol(pod, step)).stdout).to.match(/^result: .*\n$/);
  });

  it("tells of a host that is offline and falls behind", async () => {
    const step = { hosts: [cloud.declared], hostname: "two.example.net" };
    await cloud.one("onehost", "offline", "kvm1");
    const first = await enrol(pod, step);
    expect(first.code, first.stdout).to.equal(0);
    expect(first.stdout).to.match(/^warning: kvm1: is offline, and has not received/m);
    await cloud.one("onehost", "enable", "kvm1");
    const second = await enrol(pod, step);
    expect(second.code, second.stdout).to.equal(0);
    expect(second.stdout).to.match(/^kvm1: its SSH keys are up to date$/m);
  });

  it("goes on failing for an undeclared host that should have received something", async () => {
    const entry = { service_port: 5030, remote_addr: "192.0.2.2", remote_port: 5030 };
    await cloud.restart({ OPENNEBULA_TPROXY: JSON.stringify([entry]) });
    await cloud.hypervisor.shutOut();
    const first = await enrol(pod, {});
    expect(first.code, first.stdout).to.equal(1);
    expect(first.stdout).to.match(/^failed: kvm1: onehost sync failed$/m);
    const again = await enrol(pod, {});
    await cloud.hypervisor.letIn();
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
    await cloud.restart();
    const { code, stdout, stderr } = await enrol(pod, { hosts: [cloud.declared] }, environment);
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
});
