import { expect } from "chai";
import { resolveSettings } from "../../components/resolve";
import { warningsFor } from "../../components/warnings";
import type { OpenNebulaArgs } from "../../index";
import { minimal, scenarios } from "../support/scenarios";
import { unknownUntilUpdate } from "../support/settle";

type Situation = readonly [what: string, args: Partial<OpenNebulaArgs>];

function warnings(args: Partial<OpenNebulaArgs>): string[] {
  return warningsFor(resolveSettings("one", { ...minimal, ...args }));
}

function itIsSilent(situations: readonly Situation[]): void {
  for (const [what, args] of situations) {
    it(`is silent with ${what}`, () => {
      expect(warnings(args)).to.deep.equal([]);
    });
  }
}

function itSays(situations: readonly Situation[], text: RegExp): void {
  for (const [what, args] of situations) {
    it(`is given with ${what}, and with it no other`, () => {
      const [told, ...others] = warnings(args);
      expect(others).to.deep.equal([]);
      expect(told).to.match(text);
    });
  }
}

const balanced = { expose: { type: "LoadBalancer" } } as const;
const nodePort = { expose: { type: "NodePort" }, monitorPort: 31124 } as const;
const inNode = { expose: { hostNetwork: true } } as const;
const externalIPs = ["192.0.2.10"];
const hypervisors = [{ name: "kvm1" }, { name: "kvm2" }];

describe("warning", () => {
  itIsSilent(
    ["minimal", "build", "hypervisors", "declared-hosts", "split", "everything", "throw-away"].map(
      (name): Situation => [`the scenario "${name}"`, scenarios[name] ?? minimal],
    ),
  );

  describe("of a name inside the cluster", () => {
    const inside = "one-0.one-headless.one.svc.cluster.local";
    const own = { clusterDomain: "k8s.example", hostname: "one.one.svc.k8s.example" };
    itSays(
      [
        ["the pod's own name", { ...balanced, hostname: inside }],
        ["a final dot", { ...balanced, hostname: `${inside}.` }],
        ["a Service's name", { ...balanced, hostname: "one.one.svc" }],
        ["capitals", { ...balanced, hostname: "One.One.SVC" }],
        ["another domain of the cluster", { ...balanced, ...own }],
        ["the network of the node", { ...inNode, hostname: "one.one.svc" }],
        ["external addresses", { expose: { externalIPs }, hostname: "one.one.svc" }],
      ],
      /^hostname: "one.*" is a name inside the cluster, .*; leave it out .*, or give a name they/i,
    );
    itIsSilent(
      ["n1", "one", "one.example.net", "svc.example.net", "cluster.local.example.net", "192.0.2.1"]
        .map((hostname): Situation => [hostname, { ...balanced, hostname }])
        .concat([
          ["OpenNebula's own choice", { ...balanced, hostname: "auto" }],
          ["a name that is known later", { ...balanced, hostname: unknownUntilUpdate() }],
          ["nobody outside", { hostname: inside }],
          [
            "the default domain where it isn't the cluster's",
            { ...balanced, ...own, hostname: "a.cluster.local" },
          ],
        ]),
    );
  });

  describe("of SSH on a high port", () => {
    itSays(
      [
        ["a name", { ...nodePort, hostname: "one.example.net" }],
        ["an address", { ...nodePort, hostname: "192.0.2.1" }],
        [
          "a node port of the user's",
          {
            ...nodePort,
            expose: { ...nodePort.expose, nodePorts: { ssh: 31022 } },
            hostname: "one.example.net",
          },
        ],
        ["no name at all", nodePort],
      ],
      /^expose\.type: "NodePort" puts SSH on a high port.* port 22 of .*; forward port 22/,
    );
    it("says that the name is missing only where it is", () => {
      expect(warnings(nodePort)[0]).to.contain("which is unset");
      expect(warnings({ ...nodePort, hostname: "n1" })[0]).not.to.contain("unset");
    });
    itIsSilent([
      [
        "port 22 as the node port",
        {
          hostname: "n1",
          monitorPort: 4124,
          expose: { ...nodePort.expose, nodePortRange: "22-32767", nodePorts: { ssh: 22 } },
        },
      ],
      [
        "the network of the node",
        { ...nodePort, hostname: "n1", expose: { ...nodePort.expose, hostNetwork: true } },
      ],
      [
        "external addresses, which have port 22",
        { ...nodePort, expose: { ...nodePort.expose, externalIPs } },
      ],
      ["a load balancer", balanced],
    ]);
  });

  describe("of a node that is dialled under no name of its own", () => {
    itSays(
      [["the network of the node", inNode]],
      /^expose\.hostNetwork: true has hypervisors dial the node.*; set `hostname` to a name or address/,
    );
    itIsSilent(
      ["node1", "node1.example.net", "192.0.2.7", "auto"]
        .map((hostname): Situation => [hostname, { ...inNode, hostname }])
        .concat([["external addresses", { expose: { ...inNode.expose, externalIPs } }]]),
    );
  });

  describe("of hypervisors that can't reach the front-end", () => {
    itSays(
      [
        ["nothing", { hypervisors }],
        ["OpenNebula's own choices", { hypervisors, monitorAddress: "auto", hostname: "auto" }],
        [
          "a host name in the cluster",
          { hypervisors, monitorAddress: "192.0.2.1", hostname: "one.one.svc" },
        ],
        ["no host name", { hypervisors, monitorAddress: "192.0.2.1" }],
        [
          "a monitoring address that is known later",
          { hypervisors, monitorAddress: unknownUntilUpdate() },
        ],
        ["no monitoring address", { hypervisors, hostname: "one.example.net" }],
      ],
      /^hypervisors: \["kvm1","kvm2"\] are outside .* expose\.type "ClusterIP", monitorAddress is .*, and hostname is .*; use "LoadBalancer" or/,
    );
    it("shows the two addresses as they are", () => {
      expect(warnings({ hypervisors })[0]).to.contain(
        "monitorAddress is unset, and hostname is unset",
      );
      expect(warnings({ hypervisors, monitorAddress: "auto", hostname: "a.svc" })[0]).to.contain(
        'monitorAddress is "auto", and hostname is "a.svc"',
      );
    });
    itIsSilent([
      ["no hypervisors", { hypervisors: [] }],
      ["a load balancer", { hypervisors, ...balanced }],
      ["external addresses", { hypervisors, expose: { externalIPs } }],
      ["the network of the node", { hypervisors, ...inNode, hostname: "n1" }],
      [
        "a way that the user knows",
        { hypervisors, monitorAddress: "192.0.2.1", hostname: "one.example.net" },
      ],
      [
        "a way that is known later",
        { hypervisors, monitorAddress: unknownUntilUpdate(), hostname: unknownUntilUpdate() },
      ],
    ]);
  });

  describe("of a repository that several pods are to mount", () => {
    const { replicas } = scenarios;
    const password = "a-password-of-it";
    const volume = { restore: { repository: { volume: { existingClaim: "nas" } }, password } };
    itSays(
      [["three replicas", { ...replicas, ...volume }]],
      /^restore\.repository\.volume is mounted by each of 3 replicas, .*; copy .*, or restore with/,
    );
    itIsSilent([
      ["one pod", volume],
      ["no restore", replicas ?? minimal],
    ]);
  });

  it("tell that resources of the SSH agent have no effect, and are silent about none", () => {
    const resources = { requests: { cpu: "10m" } };
    const [told = "", ...others] = warnings({ services: { sshAgent: { resources } } });
    expect(told).to.contain("services.sshAgent.resources has no effect");
    expect(others).to.deep.equal([]);
    expect(warnings({ services: { sshAgent: { resources: {} } } })).to.deep.equal([]);
  });
});
