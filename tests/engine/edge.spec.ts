import { expect } from "chai";
import { eventually } from "../support/docker";
import { handshake, plainAnswer } from "../support/handshake";
import { find, kubectl } from "../support/kubectl";
import { OutsideHost, outsideGap } from "../support/outsideHost";
import { EngineProject } from "../support/project";
import { Prometheus } from "../support/prometheus";
import { declaredOutput } from "../support/reachability";
import { startRepository } from "../support/repository";
import { executableOnPath } from "../support/searchPath";
import { skipBecause } from "../support/skip";

const name = "engine-edge";
const clientPorts = [2633, 2634, 2616, 2474];
const hypervisorPorts = [22, 4124, 5030];

describe("the edge of a front-end under the real engine", () => {
  let project: EngineProject;
  let hypervisor: OutsideHost;
  let client: OutsideHost;
  let stranger: OutsideHost;
  let address: string;
  let authority: string;
  const remains: (() => Promise<void>)[] = [];

  before(async function () {
    const gap = outsideGap();
    if (gap !== undefined) skipBecause(this, gap);
    hypervisor = await added();
    client = await added();
    stranger = await added();
    const repository = await startRepository();
    remains.push(() => repository.stop());
    project = await EngineProject.create("edge");
    remains.push(() => project.end(name));
    await project.configureFrontEnd(name, repository);
    await project.configure({
      "tls.selfSigned.validityDays": "90",
      publicUrl: "https://cloud.example.net",
      "access.hypervisorRanges[0]": `${hypervisor.address}/32`,
      "access.clientRanges[0]": `${client.address}/32`,
      "expose.externalTrafficPolicy": "Local",
      "metrics.alerts.hostSilentSeconds": "60",
      "tproxy.enabled": "false",
    });
    await project.stack.up();
    const outputs = await project.stack.outputs();
    address = declaredOutput(outputs, "monitorAddress");
    authority = declaredOutput(outputs, "caCertificate");
    await hypervisor.startSshd();
    await hypervisor.runAsRoot(declaredOutput(outputs, "enrolCommand"));
    await project.configure({
      "hypervisors[0].name": "kvm1",
      "hypervisors[0].address": hypervisor.address,
      "hypervisors[0].sshHostKey": hypervisor.hostKey(),
    });
    await project.stack.up();
  });

  after(async () => {
    for (const remove of remains.reverse()) await remove();
  });

  async function added(): Promise<OutsideHost> {
    const host = await OutsideHost.add();
    remains.push(() => host.remove());
    return host;
  }

  for (const port of clientPorts) {
    it(`speaks TLS 1.3 to clients on ${port}, and nothing else`, async () => {
      expect(await handshake(client, { address, port, authority })).to.include({
        version: "TLSv1.3",
      });
      expect(await plainAnswer(client, address, port)).to.equal("");
    });
  }

  it("is reached by each on their own ports, and by a stranger on none", async () => {
    const all = [...clientPorts, ...hypervisorPorts];
    expect(await client.unreachable(address, all)).to.have.members(hypervisorPorts);
    expect(await hypervisor.unreachable(address, all)).to.have.members(clientPorts);
    expect(await stranger.unreachable(address, all)).to.have.members(all);
  });

  it("has an alert while a hypervisor is silent, and none when it is back", async function () {
    const program = executableOnPath("prometheus", process.env);
    if (program === undefined) skipBecause(this, "there is no prometheus on PATH");
    const path = "jsonpath={.status.podIP}";
    const pod = await kubectl(["get", "pod", "-n", name, `${name}-0`, "-o", path]);
    const found = await find<{ data: Record<string, string> }>([
      ...["configmap", "-n", name, `${name}-alerts`],
    ]);
    const rules = found?.data["alerts.json"] ?? "";
    const prometheus = await Prometheus.start(program, `${pod}:9925`, rules);
    const isRaised = (): Promise<boolean> => prometheus.isRaised("OpenNebulaHostSilent");
    try {
      await eventually("the host is monitored", async () => {
        return (await prometheus.value('opennebula_host_state{one_host_name="kvm1"}')) === 2;
      });
      expect(await isRaised()).to.equal(false);
      const mend = await hypervisor.block("OUTPUT", "-p", "udp", "--dport", "4124");
      try {
        await eventually("the alert is raised", isRaised, 400);
      } finally {
        await mend();
      }
      await eventually("the alert is cleared", async () => !(await isRaised()), 240);
    } finally {
      await prometheus.stop();
    }
  });

  it("is as it is declared", async () => {
    await project.stack.up({ expectNoChanges: true });
  });
});
