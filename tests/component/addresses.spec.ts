import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { OpenNebula, OpenNebulaArgs } from "../../index";
import { deploy, oneOf, type Circumstances } from "../support/mocks";
import { minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";
import { listAt, textAt } from "../support/wire";

interface Found {
  readonly frontEnd: OpenNebula;
  readonly errors: readonly string[];
  /** Environment of `prepare`; empty if there is no pod. */
  readonly env: Readonly<Record<string, string>>;
}

async function deployed(
  args: Partial<OpenNebulaArgs>,
  circumstances: Circumstances = {},
): Promise<Found> {
  const deployment = await deploy({ ...minimal, ...args }, circumstances);
  const { result: frontEnd, errors, resources } = deployment;
  if (errors.length > 0) {
    expect(resources.some(({ type }) => type.endsWith("StatefulSet"))).to.equal(false);
    return { frontEnd, errors, env: {} };
  }
  const { inputs } = oneOf(deployment, "kubernetes:apps/v1:StatefulSet");
  const [prepare = {}] = listAt(inputs, "spec.template.spec.initContainers");
  const env = listAt(prepare, "env").map((item) => [textAt(item, "name"), textAt(item, "value")]);
  return { frontEnd, errors, env: Object.fromEntries(env) as Record<string, string> };
}

const balanced = { expose: { type: "LoadBalancer" } } as const;
const byIp = { balancer: [{ ip: "192.0.2.1" }] };
const podName = "one-0.one-headless.one.svc.cluster.local";

describe("hostname", () => {
  it("is the pod's name in the cluster by default", async () => {
    const { env, frontEnd } = await deployed({});
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal(podName);
    expect(await valueOf(frontEnd.hostname)).to.equal(podName);
  });

  it("follows namespace and domain of the cluster", async () => {
    const { env } = await deployed({ namespace: "cloud", clusterDomain: "k8s.example" });
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("one-0.one-headless.cloud.svc.k8s.example");
  });

  it("is the balancer's address behind a LoadBalancer Service: hosts resolve no cluster names", async () => {
    const { env, frontEnd } = await deployed(balanced, byIp);
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("192.0.2.1");
    expect(await valueOf(frontEnd.hostname)).to.equal("192.0.2.1");
  });

  it("stays the pod's name with a NodePort Service", async () => {
    const { env } = await deployed({ expose: { type: "NodePort" }, monitorPort: 31124 });
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal(podName);
  });

  it("is OpenNebula's own choice with auto: the variable stays empty", async () => {
    const { env, frontEnd } = await deployed({ ...balanced, hostname: "auto" }, byIp);
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("");
    expect(await valueOf(frontEnd.hostname)).to.equal("auto");
  });

  it("is else what the user says, whatever the Service", async () => {
    const { env } = await deployed({ ...balanced, hostname: "one.example.net" }, byIp);
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("one.example.net");
  });

  it("may be localhost where a laptop's balancer says so: somebody only tries it there", async () => {
    const { env } = await deployed(balanced, { balancer: [{ hostname: "localhost" }] });
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("localhost");
  });

  it("can't be a balancer's address of IPv6, which scp doesn't take: the error says so", async () => {
    const { errors } = await deployed(balanced, { balancer: [{ ip: "fd00::1" }] });
    expect(errors.join()).to.match(/hostname: "fd00::1" is neither a DNS name nor an IPv4.*; give/);
  });
});

describe("an address that turns out to be empty", () => {
  const nothing = pulumi.output<string | null | undefined>(undefined) as pulumi.Output<string>;

  for (const [what, later] of [
    ["an Output of an empty text", pulumi.output("")],
    ["a Promise of an empty text", Promise.resolve("")],
    ["the Output that another stack lacks", nothing],
  ] as const) {
    it(`is the default: ${what}`, async () => {
      const args = { hostname: later, monitorAddress: later, onegateEndpoint: later };
      const inside = await deployed(args);
      expect(inside.env["OPENNEBULA_HOSTNAME"]).to.equal(podName);
      expect(await valueOf(inside.frontEnd.monitorAddress)).to.equal("auto");
      const outside = await deployed({ ...balanced, ...args }, byIp);
      expect(outside.env["OPENNEBULA_HOSTNAME"]).to.equal("192.0.2.1");
    });
  }

  it("is checked as any other where it isn't empty, and loses a final dot", async () => {
    const { env } = await deployed({ hostname: pulumi.output("one.example.net.") });
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("one.example.net");
    const { errors } = await deployed({ hostname: pulumi.output("127.0.0.1") });
    expect(errors.join()).to.match(/hostname: "127\.0\.0\.1" is a loopback address, .*; give/);
  });
});

describe("monitorAddress", () => {
  it("is OpenNebula's own choice by default", async () => {
    const { env, frontEnd } = await deployed({});
    expect(env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal("");
    expect(await valueOf(frontEnd.monitorAddress)).to.equal("auto");
  });

  it("is the balancer's address behind a LoadBalancer Service", async () => {
    const { env, frontEnd } = await deployed(balanced, byIp);
    expect(env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal("192.0.2.1");
    expect(await valueOf(frontEnd.monitorAddress)).to.equal("192.0.2.1");
  });

  it("may be an address of IPv6", async () => {
    const args = { ...balanced, hostname: "one.example.net" };
    const { env } = await deployed(args, { balancer: [{ ip: "fd00::1" }] });
    expect(env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal("fd00::1");
  });

  it("is auto or verbatim when the user says so", async () => {
    for (const [monitorAddress, value] of [
      ["auto", ""],
      ["192.0.2.9", "192.0.2.9"],
    ] as const) {
      const { env } = await deployed({ ...balanced, monitorAddress }, byIp);
      expect(env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal(value);
    }
  });
});

describe("addresses outside the cluster's keeping", () => {
  const expose = { externalIPs: ["192.0.2.5", "192.0.2.6"] };

  it("stand for a balancer's wherever that is a default", async () => {
    const { env, frontEnd } = await deployed({ expose, tproxy: { enabled: true } });
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("192.0.2.5");
    expect(env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal("192.0.2.5");
    expect(env["OPENNEBULA_TPROXY"]).to.contain('"remote_addr":"192.0.2.5"');
    expect((await valueOf(frontEnd.endpoints)).ssh).to.equal("ssh://oneadmin@192.0.2.5:22");
  });

  it("leave OneGate's endpoint to it without the proxy", async () => {
    const { env } = await deployed({ expose });
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("http://192.0.2.5:5030");
  });

  it("step back behind a balancer and behind what the user says", async () => {
    const both = await deployed({ expose: { ...expose, ...balanced.expose } }, byIp);
    expect(both.env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal("192.0.2.1");
    const { env } = await deployed({ expose, hostname: "one.example.net", monitorAddress: "auto" });
    expect(env["OPENNEBULA_HOSTNAME"]).to.equal("one.example.net");
    expect(env["OPENNEBULA_MONITOR_ADDRESS"]).to.equal("");
  });

  it("may be known late, and are checked then", async () => {
    const late = (address: string) => ({ expose: { externalIPs: [pulumi.output(address)] } });
    const { frontEnd } = await deployed(late("192.0.2.5"));
    expect(await valueOf(frontEnd.hostname)).to.equal("192.0.2.5");
    const { errors } = await deployed(late("one.example.net"));
    expect(errors.join()).to.match(/expose\.externalIPs\[0\]: "one.example.net" is not an IP addr/);
  });
});

describe("OneGate", () => {
  const proxyOf = (env: Found["env"]): unknown => JSON.parse(env["OPENNEBULA_TPROXY"] ?? "");
  const own = (remote_addr: string) => [{ service_port: 5030, remote_addr, remote_port: 5030 }];
  const tproxy = { enabled: true };

  it("has no endpoint without proxy and balancer", async () => {
    const { env } = await deployed({});
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("");
    expect(env["OPENNEBULA_TPROXY"]).to.equal("");
  });

  it("is found at the balancer without proxy", async () => {
    const { env } = await deployed(balanced, byIp);
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("http://192.0.2.1:5030");
  });

  it("is found at a balancer of IPv6 by a URL that is one", async () => {
    const args = { ...balanced, hostname: "one.example.net" };
    const { env } = await deployed(args, { balancer: [{ ip: "fd00::1" }] });
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("http://[fd00::1]:5030");
  });

  it("is found at the proxy's own address when it is on, and the proxy at the balancer", async () => {
    const { env } = await deployed({ ...balanced, tproxy }, byIp);
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("http://169.254.16.9:5030");
    expect(proxyOf(env)).to.deep.equal(own("192.0.2.1"));
  });

  it("is proxied to monitorAddress, which hypervisors reach, unless that is auto or of IPv6", async () => {
    for (const [monitorAddress, address] of [
      ["192.0.2.9", "192.0.2.9"],
      ["auto", "192.0.2.1"],
      ["fd00::9", "192.0.2.1"],
    ] as const) {
      const { env } = await deployed({ ...balanced, monitorAddress, tproxy }, byIp);
      expect(proxyOf(env)).to.deep.equal(own(address));
    }
  });

  it("is proxied to where the user says", async () => {
    const onegateRemoteAddr = "gate.example.net";
    const { env } = await deployed({ tproxy: { enabled: true, onegateRemoteAddr } });
    expect(proxyOf(env)).to.deep.equal(own(onegateRemoteAddr));
  });

  it("can't be proxied to an address of IPv6: the error says so", async () => {
    const args = { ...balanced, hostname: "one.example.net", tproxy };
    const { errors } = await deployed(args, { balancer: [{ ip: "fd00::1" }] });
    expect(errors.join()).to.match(/tproxy\.onegateRemoteAddr: "fd00::1" .*IPv4 alone: give/);
  });

  it("has the user's endpoint in any case", async () => {
    const onegateEndpoint = "https://gate.example.net";
    const past = { ...tproxy, onegate: false };
    for (const args of [{ onegateEndpoint }, { onegateEndpoint, tproxy: past }]) {
      const { env } = await deployed({ ...balanced, ...args }, byIp);
      expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal(onegateEndpoint);
    }
  });

  it("has neither endpoint nor proxy where it doesn't run", async () => {
    const services = { onegate: { enabled: false } };
    const past = { ...tproxy, onegate: false };
    const { env } = await deployed({ ...balanced, tproxy: past, services }, byIp);
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("");
    expect(env["OPENNEBULA_TPROXY"]).to.equal("");
  });

  it("may be another one that the proxy's entries name", async () => {
    const entries = [{ servicePort: 5030, remoteAddr: "192.0.2.7", remotePort: 5030 }];
    const { env } = await deployed({ tproxy: { enabled: true, onegate: false, entries } });
    expect(env["OPENNEBULA_ONEGATE_ENDPOINT"]).to.equal("http://169.254.16.9:5030");
    expect(proxyOf(env)).to.deep.equal(own("192.0.2.7"));
  });

  it("is refused past the proxy, also when that is known late", async () => {
    const late = pulumi.output("http://192.0.2.7:5030");
    const { errors } = await deployed({ ...balanced, tproxy, onegateEndpoint: late }, byIp);
    expect(errors.join()).to.match(/onegateEndpoint: "http:.*" bypasses the transparent proxy/);
  });
});
