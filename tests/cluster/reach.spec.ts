import { expect } from "chai";
import { portsOf, type Port } from "../../components/roles/ports";
import { Client } from "../support/client";
import { eventually } from "../support/docker";
import { FrontEnd } from "../support/frontEnd";
import { OutsideHost, outsideGap } from "../support/outsideHost";
import { skipBecause } from "../support/skip";

const noAddress =
  "no address range of a load balancer is named in OPENNEBULA_TEST_ADDRESSES (first-last)";

describe("a front-end that was rehearsed and applied", () => {
  let frontEnd: FrontEnd;
  let client: Client;
  let ports: Port[];
  const remains: (() => Promise<void>)[] = [];

  before(async () => {
    frontEnd = await FrontEnd.deploy();
    remains.push(() => frontEnd.remove());
    client = await Client.start(frontEnd.namespace, frontEnd.image.reference);
    const { version } = frontEnd.image;
    ports = portsOf({ version, monitorPort: 4124, isEnabled: (role) => role !== "tls" });
  });
  after(async () => {
    for (const remove of remains.reverse()) await remove();
  });

  const tcpPorts = (): number[] =>
    ports.filter(({ protocol }) => protocol === "TCP").map(({ number }) => number);

  const serviceName = (): string => `${frontEnd.name}.${frontEnd.namespace}.svc`;

  const podName = (): string =>
    `${frontEnd.pod}.${frontEnd.name}-headless.${frontEnd.namespace}.svc.cluster.local`;

  /** Datagrams may get lost, so they are sent until one has arrived. */
  async function datagramArrives(send: (text: string) => Promise<void>): Promise<void> {
    const before = await datagrams();
    await eventually("a datagram is in monitord's log", async () => {
      await send("no message of a hypervisor");
      return (await datagrams()) > before;
    });
  }

  async function datagrams(): Promise<number> {
    return (await frontEnd.log("oned")).split("UNDEFINED msg").length;
  }

  describe("from another pod", () => {
    it("answers on every TCP port of its Service", async () => {
      expect(await client.unreachable(serviceName(), tcpPorts())).to.deep.equal([]);
    });

    it("answers on every TCP port of its pod's name", async () => {
      expect(await client.unreachable(podName(), tcpPorts())).to.deep.equal([]);
    });

    it("lets in the declared password, and no other", async () => {
      expect(await client.logsIn(serviceName(), "oneadmin", frontEnd.password)).to.equal(true);
      expect(await client.logsIn(serviceName(), "oneadmin", "guessed")).to.equal(false);
    });

    it("serves Sunstone, OneFlow and OneGate", async () => {
      const url = (port: number): string => `http://${serviceName()}:${port}`;
      expect(await client.status(`${url(2616)}/fireedge/sunstone`)).to.equal("200");
      expect(await client.status(`${url(2474)}/service`)).to.equal("401");
      expect(Number(await client.status(`${url(5030)}/`))).to.be.greaterThan(0);
    });

    it("takes monitoring data by UDP", async () => {
      await datagramArrives((text) => client.send(serviceName(), 4124, text));
    });
  });

  describe("in the pod", () => {
    it("lets the command line in", async () => {
      expect(await frontEnd.run("oneuser show 0")).to.match(/oneadmin/);
    });

    it("has the declared addresses in OpenNebula's files", async function () {
      const { address } = frontEnd;
      if (address === undefined) skipBecause(this, noAddress);
      const files = await frontEnd.run(
        "grep -h '^HOSTNAME' /etc/one/oned.conf; grep 'MONITOR_ADDRESS *=' /etc/one/monitord.conf;" +
          "cat /var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf",
      );
      expect(files).to.match(new RegExp(`HOSTNAME *= *"${address}"`));
      expect(files).to.match(new RegExp(`MONITOR_ADDRESS *= *"${address}"`));
      expect(files).to.match(new RegExp(`:remote_addr: ['"]?${address}`));
    });

    it("reaches itself by SSH under its hostname, with the agent's key", async () => {
      const hostname = frontEnd.address ?? podName();
      expect(await frontEnd.run(sshFromPod(hostname, "hostname"))).to.equal(frontEnd.pod);
    });
  });

  describe("from outside the cluster", () => {
    let host: OutsideHost;
    let address: string;

    before(async function () {
      if (frontEnd.address === undefined) skipBecause(this, noAddress);
      const gap = outsideGap();
      if (gap !== undefined) skipBecause(this, gap);
      address = frontEnd.address;
      host = await OutsideHost.add();
      remains.push(() => host.remove());
      host.write(".ssh/authorized_keys", `${frontEnd.sshKey.publicKey}\n`);
      await host.startSshd();
    });

    /** Keys are what is tried here: a connection that is cut before they matter is made again. */
    async function toldByHost(command: string): Promise<string> {
      let told: string | undefined;
      await eventually("the pod's connection to the machine isn't cut", async () => {
        told = await frontEnd.run(sshFromPod(host.address, command)).catch((error: unknown) => {
          if (String(error).includes(`Connection reset by ${host.address}`)) return undefined;
          throw new Error(`the machine's SSH server said:\n${host.sshLog}`, { cause: error });
        });
        return told !== undefined;
      });
      return told ?? "";
    }

    it("answers on every TCP port of the load balancer", async () => {
      expect(await host.unreachable(address, tcpPorts())).to.deep.equal([]);
    });

    it("takes monitoring data by UDP", async () => {
      await datagramArrives((text) => host.send(address, 4124, text));
    });

    it("lets oneadmin in by SSH, with the declared host key", async () => {
      host.write("known_hosts", `${address} ${frontEnd.hostKey.publicKey}\n`);
      host.write("key", frontEnd.sshKey.privateKey);
      const options =
        "-o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$HOME/known_hosts";
      const result = await host.run(
        `ssh ${options} -i $HOME/key oneadmin@${address} 'hostname; id -un'`,
      );
      expect(result.stderr).to.equal("");
      expect(result.stdout).to.equal(`${frontEnd.pod}\noneadmin\n`);
    });

    it("is reached by SSH from the pod", async () => {
      expect(await toldByHost("hostname; id -un")).to.equal(`${host.name}\noneadmin`);
    });

    it("comes back from a machine with the agent that went there", async () => {
      const back = `ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new ${address} hostname`;
      expect(await toldByHost(`ls .ssh/id_* 2>/dev/null; ${back}`)).to.equal(frontEnd.pod);
    });

    it("copies drivers to a machine by rsync", async () => {
      const rsync = "rsync -a -e 'ssh -o BatchMode=yes' /var/lib/one/remotes/VERSION";
      await frontEnd.run(`${agent} ${rsync} ${host.address}:VERSION`);
      const copied = await host.run("cat VERSION");
      expect(copied.stdout.trim()).to.equal(frontEnd.image.version);
    });
  });
});

const agent = "export SSH_AUTH_SOCK=/run/one/ssh-agent.sock;";

/** As OpenNebula's drivers do it, but without the key file: the agent has to have it. */
function sshFromPod(address: string, command: string): string {
  const options = "-A -o BatchMode=yes -o IdentityFile=none -o StrictHostKeyChecking=accept-new";
  return `${agent} ssh ${options} oneadmin@${address} ${JSON.stringify(command)}`;
}
