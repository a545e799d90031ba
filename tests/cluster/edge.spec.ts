import { expect } from "chai";
import { externalPorts } from "../../components/network/external";
import type { OpenNebulaArgs } from "../../index";
import { addressAnnotation } from "../support/balancer";
import { Client } from "../support/client";
import { eventually } from "../support/docker";
import { FrontEnd } from "../support/frontEnd";
import { type Attempt, handshake, plainAnswer } from "../support/handshake";
import { apply, find, kubectl } from "../support/kubectl";
import { MonitorLog } from "../support/monitorLog";
import { OutsideHost, outsideGap } from "../support/outsideHost";
import { restarts } from "../support/pods";
import { firstSimulated } from "../support/simulation";
import { skipBecause } from "../support/skip";

interface Service {
  spec: { ports: { port: number; targetPort: string }[]; loadBalancerSourceRanges?: string[] };
}

const clientPorts = [2633, 2634, 2616, 2474];
const metricsPort = 9925;
/** What the roles and TLS listen on in the pod, whether a Service leads there or not. */
const inPod = [22, 4124, 2633, 2634, 2616, 2474, 5030, 12633, 12634, 12616, 12474, 15030];

describe("a front-end whose ports speak TLS, and are for some alone", () => {
  let frontEnd: FrontEnd;
  let address: string;
  let podAddress: string;
  let hypervisor: OutsideHost;
  let client: OutsideHost;
  let stranger: OutsideHost;
  const remains: (() => Promise<void>)[] = [];

  before(async function () {
    const gap = outsideGap();
    if (gap !== undefined) skipBecause(this, gap);
    hypervisor = await added();
    client = await added();
    stranger = await added();
    frontEnd = await FrontEnd.deploy(declared);
    remains.push(() => frontEnd.remove());
    if (frontEnd.address === undefined) skipBecause(this, "there is no load balancer's address");
    ({ address } = frontEnd);
    podAddress = await jsonPath("pod", frontEnd.pod, "{.status.podIP}");
  });
  after(async () => {
    for (const remove of remains.reverse()) await remove();
  });

  async function added(): Promise<OutsideHost> {
    const host = await OutsideHost.add();
    remains.push(() => host.remove());
    return host;
  }

  const only = (host: OutsideHost): string[] => [`${host.address}/32`];

  function declared(at = ""): Partial<OpenNebulaArgs> {
    return {
      tls: { selfSigned: {} },
      access: { hypervisorRanges: only(hypervisor), clientRanges: only(client) },
      // An empty group in a stack's configuration is none.
      metrics: { operator: false },
      tproxy: { enabled: false },
      expose: {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        annotations: { [addressAnnotation]: at },
      },
    };
  }

  function jsonPath(kind: string, name: string, path: string): Promise<string> {
    return kubectl(["get", kind, name, "-n", frontEnd.namespace, "-o", `jsonpath=${path}`]);
  }

  async function service(): Promise<Service["spec"]> {
    const found = await find<Service>(["service", "-n", frontEnd.namespace, frontEnd.name]);
    if (found === undefined) throw new Error("there is no external Service");
    return found.spec;
  }

  const attempt = (port: number, more: Partial<Attempt> = {}): Attempt => ({
    ...{ address, port, authority: frontEnd.authority.certificate },
    ...more,
  });

  describe("by TLS", () => {
    const dialling = (port: number): OutsideHost => (port === 5030 ? hypervisor : client);

    for (const port of [...clientPorts, 5030]) {
      it(`speaks 1.3 and 1.2 on ${port} with a certificate by its authority, and nothing else`, async () => {
        const host = dialling(port);
        for (const version of ["TLSv1.3", "TLSv1.2"] as const) {
          const made = await handshake(host, attempt(port, { version }));
          expect(made).to.include({ version });
        }
        expect((await handshake(host, attempt(port, { version: "TLSv1.1" }))).error).to.be.a(
          "string",
        );
        expect(await plainAnswer(host, address, port)).to.equal("");
      });
    }

    it("has no plain port on its Service", async () => {
      const { ports } = await service();
      const targets = ports.map(({ port, targetPort }) => `${port} ${targetPort}`);
      expect(targets).to.include.members(["2633 oned-tls", "2616 fireedge-tls", "22 ssh"]);
      expect(targets.filter((one) => one.endsWith("-tls"))).to.have.lengthOf(
        externalPorts({
          version: frontEnd.image.version,
          ...{ monitorPort: 4124, services: {}, tls: {}, tproxy: { enabled: false } },
        }).filter(({ isSecure }) => isSecure).length,
      );
    });

    it("carries XML-RPC, Sunstone, OneFlow and OneGate", async () => {
      const get = async (port: number, path: string): Promise<string> => {
        const says = `GET ${path} HTTP/1.1\r\nHost: ${address}:${port}\r\nConnection: close\r\n\r\n`;
        return (await handshake(dialling(port), attempt(port, { says }))).answer ?? "";
      };
      expect(await get(2616, "/fireedge/sunstone")).to.match(/^HTTP\/1\.1 200 /);
      expect(await get(2474, "/service")).to.match(/^HTTP\/1\.1 401 /);
      expect(await get(5030, "/")).to.match(/^HTTP\/1\.1 401 /);
      const call =
        `<?xml version="1.0"?><methodCall><methodName>one.user.info</methodName><params>` +
        `<param><value><string>oneadmin:${frontEnd.password}</string></value></param>` +
        `<param><value><i4>-1</i4></value></param></params></methodCall>`;
      const says =
        `POST /RPC2 HTTP/1.1\r\nHost: ${address}\r\nConnection: close\r\nContent-Type: text/xml\r\n` +
        `Content-Length: ${call.length}\r\n\r\n${call}`;
      const { answer } = await handshake(client, attempt(2633, { says }));
      expect(answer).to.contain("<boolean>1</boolean>");
    });

    it("takes up a renewed certificate, without a restart", async () => {
      const serial = async (): Promise<string> =>
        (await handshake(client, attempt(2633))).serial ?? "";
      const former = await serial();
      await apply(
        (await frontEnd.manifests()).filter(({ metadata }) => metadata.name === "one-tls"),
      );
      await eventually("the renewed one is served", async () => (await serial()) !== former, 180);
      const pod = await frontEnd.findPod();
      expect(pod === undefined ? undefined : restarts(pod)["tls"]).to.equal(0);
    });
  });

  describe("at the load balancer", () => {
    const all = [22, 4124, 5030, ...clientPorts];
    const closed = (host: OutsideHost): Promise<number[]> => host.unreachable(address, all);

    it("lets hypervisors reach what is theirs, and no more", async () => {
      expect(await closed(hypervisor)).to.have.members(clientPorts);
    });

    it("lets clients reach what is theirs, and no more", async () => {
      expect(await closed(client)).to.have.members([22, 4124, 5030]);
    });

    it("lets nobody else reach anything", async () => {
      expect(await closed(stranger)).to.have.members(all);
    });

    it("takes datagrams of hypervisors alone", async () => {
      const log = new MonitorLog(frontEnd.place("oned"));
      let number = firstSimulated;
      const send = async (host: OutsideHost): Promise<number> => {
        number += 1;
        await host.send(address, 4124, `BEACON_HOST SUCCESS ${number} 0 eJwDAAAAAAE=`);
        return number;
      };
      try {
        const others: number[] = [];
        const arrives = async (): Promise<boolean> => {
          others.push(await send(client), await send(stranger));
          const own = await send(hypervisor);
          await new Promise((resolve) => setTimeout(resolve, 500));
          return log.numbers.has(own);
        };
        await eventually("a datagram of the hypervisor arrives", arrives);
        await eventually("and another one", arrives);
        expect(others.filter((one) => log.numbers.has(one))).to.deep.equal([]);
      } finally {
        log.stop();
      }
    });

    it("has the ranges of both as its own", async () => {
      const { loadBalancerSourceRanges } = await service();
      expect(loadBalancerSourceRanges).to.have.members([...only(hypervisor), ...only(client)]);
    });
  });

  describe("at the pod's own address", () => {
    const closed = (host: OutsideHost): Promise<number[]> =>
      host.unreachable(podAddress, [...inPod, metricsPort]);
    const open = async (host: OutsideHost): Promise<number[]> => {
      const shut = new Set(await closed(host));
      return [...inPod, metricsPort].filter((port) => !shut.has(port));
    };

    it("lets everybody reach the same ports, and no plain one", async () => {
      expect(await open(hypervisor)).to.have.members([22, 4124, 15030]);
      expect(await open(client)).to.have.members([12633, 12634, 12616, 12474]);
      expect(await open(stranger)).to.deep.equal([]);
    });

    it("lets pods of others reach the measurements alone", async () => {
      const pod = await Client.start(frontEnd.namespace, frontEnd.image.reference);
      // Policies follow a new pod a moment after it has started.
      const measured = async () => (await pod.unreachable(podAddress, [metricsPort])).length === 0;
      await eventually("the measurements are reached", measured);
      expect(await pod.unreachable(podAddress, inPod)).to.have.members(inPod);
    });
  });

  describe("by its own work", () => {
    it("reaches itself by SSH at the balancer's address, as its drivers do", async () => {
      const options =
        "-A -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=accept-new";
      const told = await frontEnd.run(
        `export SSH_AUTH_SOCK=/run/one/ssh-agent.sock; ssh ${options} ${address} hostname`,
      );
      expect(told).to.equal(frontEnd.pod);
    });

    it("enrols the hypervisors that may reach it, by Jobs that may too", async () => {
      hypervisor.write(".ssh/authorized_keys", `${frontEnd.sshKey.publicKey}\n`);
      await hypervisor.startSshd();
      const { address: at } = hypervisor;
      const hypervisors = [{ name: "kvm1", address: at, sshHostKey: hypervisor.hostKey() }];
      frontEnd.declared = { ...declared(address), hypervisors };
      await frontEnd.update();
      expect(await frontEnd.enrolled()).to.match(/kvm1/);
    });

    it("has the balancer shut strangers out where there is no policy", async () => {
      const { namespace } = frontEnd;
      // As whoever applied them would: they are declared no more.
      await kubectl(["delete", "networkpolicy", "--all", "-n", namespace]);
      const everywhere = (): Promise<number[]> => stranger.unreachable(podAddress, [22]);
      await eventually("the policy is gone", async () => (await everywhere()).length === 0);
      const all = [22, 4124, 5030, ...clientPorts];
      expect(await stranger.unreachable(address, all)).to.have.members(all);
      expect(await client.unreachable(address, all)).to.deep.equal([]);
    });
  });
});
