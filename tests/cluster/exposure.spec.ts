import { readFileSync } from "node:fs";
import { expect } from "chai";
import { freeAddress, addressAnnotation } from "../support/balancer";
import { eventually } from "../support/docker";
import type { FrontEnd } from "../support/frontEnd";
import { apply, find, kubectl, outputIn } from "../support/kubectl";
import { MonitorLog } from "../support/monitorLog";
import type { OutsideHost } from "../support/outsideHost";
import { OutsideView } from "../support/outsideView";
import type { Manifest } from "../support/rehearsed";
import { firstSimulated } from "../support/simulation";
import { skipBecause } from "../support/skip";

interface ServicePort {
  port: number;
  protocol: string;
  nodePort?: number;
}

interface Service extends Manifest {
  spec: { ports: ServicePort[] };
  status?: { loadBalancer?: { ingress?: { ip: string }[] } };
}

describe("a front-end that is exposed in another way", () => {
  let view: OutsideView | undefined;
  let frontEnd: FrontEnd;
  let host: OutsideHost;
  let address: string;
  let nextNumber = firstSimulated;

  before(async function () {
    view = await OutsideView.open(this);
    ({ frontEnd, host, address } = view);
  });

  after(() => view?.close());

  /** Both kinds of monitoring data come to the monitor daemon by this address; a datagram may get lost on its way. */
  async function expectMonitoring(at: string, port = 4124): Promise<void> {
    const log = new MonitorLog(frontEnd.place("oned"));
    const arrives = async (send: (text: string) => Promise<void>): Promise<boolean> => {
      const number = nextNumber++;
      await send(`BEACON_HOST SUCCESS ${number} 0 eJwDAAAAAAE=`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return log.numbers.has(number);
    };
    try {
      await eventually(`UDP comes to ${at}`, () => arrives((text) => host.send(at, port, text)));
      await eventually(`TCP comes to ${at}`, () => arrives((text) => host.sendTcp(at, port, text)));
    } finally {
      log.stop();
    }
  }

  function service(name: string): Promise<Service | undefined> {
    return find<Service>(["service", "-n", frontEnd.namespace, name]);
  }

  const portsOf = (found: Service | undefined): string[] =>
    (found?.spec.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`);

  it("keeps the TCP port of monitoring when the UDP port comes to a Service that is there", async () => {
    const other = await freeAddress();
    const [external] = (await frontEnd.manifests()).filter(
      ({ kind, metadata }) => kind === "Service" && metadata.name === frontEnd.name,
    ) as Service[];
    if (external === undefined) throw new Error("there is no external Service");
    const both = {
      ...external,
      metadata: { ...external.metadata, name: "both", annotations: { [addressAnnotation]: other } },
    };
    const tcp = external.spec.ports.filter(({ protocol }) => protocol === "TCP");
    await apply([{ ...both, spec: { ...external.spec, ports: tcp } }]);
    expect(portsOf(await service("both"))).not.to.include("4124/UDP");
    await apply([both]);
    expect(portsOf(await service("both"))).to.include.members(["4124/TCP", "4124/UDP", "22/TCP"]);
    await expectMonitoring(other ?? "");
    await kubectl(["delete", "service", "-n", frontEnd.namespace, "both"]);
  });

  it("reaches its own address on the ports that its drivers dial", async () => {
    const ports = "for port in 22 4124; do : >/dev/tcp/$0/$port && echo $port; done";
    const place = frontEnd.place("oned");
    expect(await outputIn(place, `bash -c '${ports}' ${address}`)).to.equal("22\n4124");
  });

  it("has one address on two Services", async () => {
    frontEnd.declared = {
      expose: {
        ...{ type: "LoadBalancer", layout: "split" },
        annotations: { [addressAnnotation]: address, "metallb.io/allow-shared-ip": "one" },
      },
    };
    await frontEnd.update();
    const addresses = async (): Promise<(string | undefined)[]> => {
      const found = await Promise.all([service("one"), service("one-udp")]);
      return found.map((one) => one?.status?.loadBalancer?.ingress?.[0]?.ip);
    };
    await eventually("both have the address", async () =>
      (await addresses()).every((one) => one === address),
    );
    expect(portsOf(await service("one-udp"))).to.deep.equal(["4124/UDP"]);
    await expectMonitoring(address);
    expect(await host.unreachable(address, [22, 2633, 5030])).to.deep.equal([]);
    // As whoever applied it would: it is declared no more.
    await kubectl(["delete", "service", "-n", frontEnd.namespace, "one-udp"]);
  });

  it("is monitored at the very node port that its monitor daemon has", async function () {
    const node = process.env["TESTBED_NODE_IP"];
    if (node === undefined) skipBecause(this, "TESTBED_NODE_IP names no node");
    frontEnd.declared = {
      ...{ monitorPort: 31124, monitorAddress: node, hostname: address },
      expose: { type: "NodePort", nodePorts: { ssh: 31022 } },
      tproxy: { enabled: false },
    };
    await frontEnd.update();
    await expectMonitoring(node, 31124);
    expect(await host.unreachable(node, [31022])).to.deep.equal([]);
    expect(await frontEnd.run("grep -w PORT /etc/one/monitord.conf")).to.match(/PORT *= *31124/);
  });

  it("is known by a name, to hypervisors and to itself", async () => {
    const name = "one.balancer.test";
    frontEnd.declared = {
      ...{ hostname: name, monitorAddress: name },
      tproxy: { enabled: true, onegateRemoteAddr: name },
    };
    await frontEnd.update();
    host.knows(name, address);
    await expectMonitoring(address);
    host.write("known_hosts", `${name} ${frontEnd.hostKey.publicKey}\n`);
    host.write("key", frontEnd.sshKey.privateKey);
    const options =
      "-o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$HOME/known_hosts";
    const came = await host.run(`ssh ${options} -i $HOME/key oneadmin@${name} hostname`);
    expect(came.stdout.trim(), came.stderr).to.equal(frontEnd.pod);
    // Whatever the load balancer lets through, the pod finds itself under its name.
    const hairpin = `getent hosts ${name} && for port in 22 4124; do : >/dev/tcp/${name}/$port; done`;
    expect(await frontEnd.run(hairpin)).to.match(/^127\.0\.0\.1\s/);
  });

  it("is monitored in the network of its node, without a load balancer", async function () {
    const node = process.env["TESTBED_NODE_IP"];
    const lowest = Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"));
    if (node === undefined || lowest > 22) {
      skipBecause(this, "the node's sysctl net.ipv4.ip_unprivileged_port_start is above 22");
    }
    frontEnd.declared = {
      ...{ hostname: node, monitorAddress: node, tproxy: { enabled: false } },
      expose: { hostNetwork: true },
    };
    await frontEnd.update();
    await expectMonitoring(node);
    expect(await host.unreachable(node, [22, 2633, 5030])).to.deep.equal([]);
  });
});
