import { expect } from "chai";
import { policySpec } from "../../../components/network/policy";
import { resolveSettings, type Settings } from "../../../components/resolve";
import type { OpenNebulaArgs } from "../../../index";
import { minimal } from "../../support/scenarios";

const local = { type: "LoadBalancer", externalTrafficPolicy: "Local" } as const;
const hypervisorRanges = ["198.51.100.0/24"];
const clientRanges = ["192.0.2.0/24", "2001:db8::/32"];
const access = { hypervisorRanges, clientRanges };

const of = (args: Partial<OpenNebulaArgs>): Settings =>
  resolveSettings("one", { ...minimal, ...args });

describe("who may reach the front-end", () => {
  it("is everybody, unless it is said", () => {
    expect(of({}).access).to.equal(undefined);
    expect(of({ access: {} }).access).to.deep.equal({ networkPolicy: true });
  });

  it("is told to the load balancer too, where both kinds are named", () => {
    const ranges = (args: Partial<OpenNebulaArgs>) => of(args).expose.loadBalancerSourceRanges;
    expect(ranges({ access, expose: local })).to.deep.equal([...hypervisorRanges, ...clientRanges]);
    expect(ranges({ access: { clientRanges }, expose: local })).to.equal(undefined);
    const own = ["203.0.113.0/24"];
    const given = { ...local, loadBalancerSourceRanges: own };
    expect(ranges({ access, expose: given })).to.deep.equal(own);
    expect(ranges({ access })).to.equal(undefined);
  });

  for (const [title, args, sentence] of [
    ["what is no range", { access: { clientRanges: ["192.0.2.1"] } }, "access.clientRanges[0]"],
    [
      "senders that the pod doesn't see",
      { access, expose: { type: "LoadBalancer" } },
      'expose.externalTrafficPolicy: "Cluster" shows the pod the addresses of nodes',
    ],
    [
      "the same at node ports",
      { access, monitorPort: 31124, expose: { type: "NodePort" } },
      'set it to "Local", or set `access.networkPolicy: false`.',
    ],
    [
      "a policy for a pod in its node's network",
      { access, hostname: "node1", expose: { hostNetwork: true } },
      "access.networkPolicy: true has no effect with `expose.hostNetwork`",
    ],
    [
      "hypervisors that are listed and shut out",
      {
        access,
        hypervisors: [
          { name: "kvm1", address: "198.51.100.7" },
          { name: "kvm2", address: "203.0.113.9" },
          { name: "kvm3.example.net" },
        ],
      },
      "shuts out hypervisors that are listed (203.0.113.9); add their range",
    ],
  ] as const) {
    it(`can't be ${title}`, () => {
      expect(() => of(args as Partial<OpenNebulaArgs>)).to.throw(sentence);
    });
  }

  it("may be left to the balancer", () => {
    const args = { access: { ...access, networkPolicy: false }, expose: { type: "LoadBalancer" } };
    expect(of(args as Partial<OpenNebulaArgs>).access?.networkPolicy).to.equal(false);
  });
});

describe("the policy of the front-end", () => {
  const portsOf = (args: Partial<OpenNebulaArgs>): unknown[] => {
    const settings = of({ access, ...args });
    const { ingress } = policySpec(
      { name: "one", ...settings },
      { networkPolicy: true, ...access },
    );
    return (ingress as { from?: unknown; ports?: { port: string }[] }[]).map(({ from, ports }) => ({
      from,
      ports: ports?.map(({ port }) => port),
    }));
  };

  it("lets each kind reach its own ports, and the pods each other", () => {
    expect(portsOf({})).to.deep.equal([
      {
        from: [{ ipBlock: { cidr: "198.51.100.0/24" } }],
        ports: ["onegate", "monitord-tcp", "monitord-udp", "ssh"],
      },
      {
        from: [{ ipBlock: { cidr: "192.0.2.0/24" } }, { ipBlock: { cidr: "2001:db8::/32" } }],
        ports: ["oned", "grpc", "fireedge", "oneflow"],
      },
      {
        from: [
          {
            podSelector: {
              matchLabels: {
                "app.kubernetes.io/name": "opennebula",
                "app.kubernetes.io/instance": "one",
              },
            },
          },
        ],
        ports: undefined,
      },
    ]);
  });

  it("is about the ports of TLS where that is spoken", () => {
    const text = JSON.stringify(portsOf({ tls: { selfSigned: {} } }));
    expect(text).to.contain('"oned-tls","grpc-tls","fireedge-tls","oneflow-tls"');
    expect(text).not.to.contain('"oned"');
  });
});
