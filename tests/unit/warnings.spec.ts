import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { resolveSettings } from "../../components/resolve";
import { warningsFor } from "../../components/warnings";
import { minimal, scenarios } from "../support/scenarios";
import { unknownUntilUpdate } from "../support/settle";

function warnings(args: Partial<OpenNebulaArgs>): string[] {
  return warningsFor(resolveSettings("one", { ...minimal, ...args }));
}

describe("warnings", () => {
  for (const name of ["minimal", "build", "hypervisors", "throw-away"]) {
    it(`are none for "${name}"`, () => {
      expect(warnings(scenarios[name] ?? minimal)).to.deep.equal([]);
    });
  }

  describe("tell that hypervisors outside can't resolve a name of the cluster", () => {
    const exposed = { expose: { type: "LoadBalancer" } } as const;

    for (const hostname of [
      "one-0.one-headless.one.svc.cluster.local",
      "one.one.svc",
      "One.One.SVC",
    ]) {
      it(hostname, () => {
        const [told = "", ...others] = warnings({ ...exposed, hostname });
        expect(others).to.deep.equal([]);
        expect(told).to.match(new RegExp(`^hostname: "${hostname}" is a name inside the cluster`));
        expect(told).to.match(
          /; leave it out with a load balancer, or give a name they resolve\.$/,
        );
      });
    }

    it("but not of a name outside, an address, auto, or one that is known later", () => {
      for (const hostname of ["n1", "one.example.net", "192.0.2.1", "auto", unknownUntilUpdate()]) {
        expect(warnings({ ...exposed, hostname })).to.deep.equal([]);
      }
    });

    it("but not where nobody outside is expected", () => {
      expect(warnings({ hostname: "one.one.svc" })).to.deep.equal([]);
    });

    it("in a cluster with a domain of its own, too", () => {
      const args = {
        ...exposed,
        clusterDomain: "k8s.example",
        hostname: "one.one.svc.k8s.example",
      };
      expect(warnings(args)).to.have.length(1);
    });
  });

  it("tell that a NodePort Service has no port 22", () => {
    const nodePort = { expose: { type: "NodePort" }, monitorPort: 31124 } as const;
    const [told = ""] = warnings({ ...nodePort, hostname: "one.example.net" });
    expect(told).to.match(/^expose\.type: "NodePort" puts SSH on a high port.*; forward port 22/);
    expect(warnings(nodePort)[0]).to.contain("which is unset");
  });

  it("tell that a node is dialled under a name that its hypervisors can't resolve", () => {
    const expose = { hostNetwork: true };
    const [told] = warnings({ expose });
    expect(told).to.match(/^expose\.hostNetwork: true has hypervisors dial the node.*; set `host/);
    for (const hostname of ["node1", "node1.example.net", "192.0.2.7"]) {
      expect(warnings({ expose, hostname })).to.deep.equal([]);
    }
    expect(warnings({ expose: { ...expose, externalIPs: ["192.0.2.1"] } })).to.deep.equal([]);
  });

  describe("tell that declared hypervisors can't reach the front-end", () => {
    const hypervisors = [{ name: "kvm1" }, { name: "kvm2" }];

    for (const [situation, args, shown] of [
      ["nothing is exposed", {}, "monitorAddress is unset, and hostname is unset"],
      ["both are auto", { monitorAddress: "auto", hostname: "auto" }, 'monitorAddress is "auto"'],
      ["hostname is the cluster's", { hostname: "one.one.svc" }, 'hostname is "one.one.svc"'],
    ] as const) {
      it(`when ${situation}`, () => {
        const [told = "", ...others] = warnings({ hypervisors, ...args });
        expect(others).to.deep.equal([]);
        expect(told).to.match(/^hypervisors: \["kvm1","kvm2"\] can't reach .* "ClusterIP"/);
        expect(told).to.contain(shown);
      });
    }

    const reached: readonly (readonly [string, Partial<OpenNebulaArgs>])[] = [
      ["there is a load balancer", { expose: { type: "LoadBalancer" } }],
      ["there are external addresses", { expose: { externalIPs: ["192.0.2.10"] } }],
      ["the pod is in the node's network", { expose: { hostNetwork: true }, hostname: "n1" }],
      ["the user knows a way", { monitorAddress: "192.0.2.1", hostname: "one.example.net" }],
      ["the way isn't known yet", { monitorAddress: unknownUntilUpdate() }],
    ];
    for (const [situation, args] of reached) {
      it(`but not when ${situation}`, () => {
        expect(warnings({ hypervisors, ...args })).to.deep.equal([]);
      });
    }

    it("but not without any", () => {
      expect(warnings({ hypervisors: [] })).to.deep.equal([]);
    });
  });

  it("tell that resources of the SSH agent have no effect, and are silent about none", () => {
    const resources = { requests: { cpu: "10m" } };
    const [told = "", ...others] = warnings({ services: { sshAgent: { resources } } });
    expect(told).to.contain("services.sshAgent.resources has no effect");
    expect(others).to.deep.equal([]);
    expect(warnings({ services: { sshAgent: { resources: {} } } })).to.deep.equal([]);
  });
});
