import { expect } from "chai";
import { type Expose, resolveExpose, resolveMonitorPort } from "../../../components/network/expose";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";

function problemsOf(expose: Expose): readonly string[] {
  return collected((problems) => resolveExpose(problems, expose));
}

function monitorProblems(port: number, expose: Expose = {}): readonly string[] {
  return collected((problems) =>
    resolveMonitorPort(problems, port, resolveExpose(new Problems(), expose)),
  );
}

describe("exposure", () => {
  it("is inside the cluster by default, which every laptop has", () => {
    expect(resolveExpose(new Problems()).type).to.equal("ClusterIP");
  });

  for (const [field, expose] of Object.entries<Expose>({
    loadBalancerClass: { loadBalancerClass: "a" },
    loadBalancerSourceRanges: { loadBalancerSourceRanges: ["192.0.2.0/24"] },
    externalTrafficPolicy: { externalTrafficPolicy: "Local" },
    nodePorts: { nodePorts: { oned: 31000 } },
  })) {
    it(`refuses ${field} with a Service that doesn't have it, and says which one does`, () => {
      const [told = "", ...others] = problemsOf(expose);
      expect(others).to.deep.equal([]);
      expect(told).to.match(new RegExp(`^expose\\.${field}: .* no effect with expose\\.type "C`));
      expect(told).to.match(/; leave (it|them) out, or use .*"LoadBalancer"/);
      expect(problemsOf({ type: "LoadBalancer", ...expose })).to.deep.equal([]);
    });
  }

  it("takes the traffic policy and node ports of a NodePort Service", () => {
    const expose = { type: "NodePort", externalTrafficPolicy: "Local", nodePorts: { ssh: 30022 } };
    expect(problemsOf(expose as Expose)).to.deep.equal([]);
  });

  it("refuses a source range that is none", () => {
    const [told] = problemsOf({ type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.1"] });
    expect(told).to.match(/^expose\.loadBalancerSourceRanges\[0\]: "192\.0\.2\.1" is not a range/);
  });

  it("takes a class with a prefix, and refuses what is no class", () => {
    const withClass = (loadBalancerClass: string) =>
      problemsOf({ type: "LoadBalancer", loadBalancerClass });
    expect(withClass("example.net/balancer")).to.deep.equal([]);
    expect(withClass("a b")[0]).to.match(/^expose\.loadBalancerClass: "a b" is not a class/);
  });
});

describe("layout", () => {
  it("is one Service by default", () => {
    expect(resolveExpose(new Problems()).layout).to.equal("single");
  });

  for (const [situation, expose] of Object.entries<Expose>({
    "a load balancer": { type: "LoadBalancer" },
    "the nodes' own address": { type: "NodePort" },
    "an external address": { externalIPs: ["192.0.2.10"] },
    "the network of the node": { hostNetwork: true },
  })) {
    it(`may be two with ${situation}`, () => {
      expect(problemsOf({ ...expose, layout: "split" })).to.deep.equal([]);
    });
  }

  it("can't be two where each Service has an address of its own", () => {
    expect(problemsOf({ layout: "split" })).to.deep.equal([
      'expose.layout: "split" gives UDP and TCP an address each with expose.type "ClusterIP", while hypervisors dial one; leave it out, or use "LoadBalancer".',
    ]);
  });
});

describe("external addresses", () => {
  it("are none by default", () => {
    expect(resolveExpose(new Problems()).externalIPs).to.deep.equal([]);
  });

  it("are addresses of IPv4 or IPv6, with every type", () => {
    for (const type of ["ClusterIP", "NodePort", "LoadBalancer"] as const) {
      expect(problemsOf({ type, externalIPs: ["192.0.2.1", "fd00::1"] })).to.deep.equal([]);
    }
  });

  it("can't be names, ranges or have a port", () => {
    for (const address of ["one.example.net", "192.0.2.0/24", "192.0.2.1:22", ""]) {
      expect(problemsOf({ externalIPs: ["192.0.2.1", address] })).to.deep.equal([
        `expose.externalIPs[1]: ${JSON.stringify(address)} is not an IP address; write one such as "192.0.2.10", without port.`,
      ]);
    }
  });
});

describe("node ports", () => {
  const nodePorts = (ports: Record<string, number>, nodePortRange?: string) =>
    problemsOf({
      type: "NodePort",
      nodePorts: ports,
      ...(nodePortRange === undefined ? {} : { nodePortRange }),
    });

  it("must be whole numbers of the cluster's range", () => {
    for (const port of [80, 29999, 32768, 31000.5]) {
      expect(nodePorts({ oned: port })).to.deep.equal([
        `expose.nodePorts.oned: ${port} is outside the node port range 30000-32767; choose a whole number in it.`,
      ]);
    }
    expect(nodePorts({ oned: 30000, ssh: 32767 })).to.deep.equal([]);
  });

  it("may lie elsewhere in a cluster with another range", () => {
    expect(nodePorts({ oned: 2633 }, "1024-9999")).to.deep.equal([]);
    expect(nodePorts({ oned: 31000 }, "1024-9999")).to.have.length(1);
  });

  it("refuse a range that is none", () => {
    for (const range of ["", "30000", "30000-", "a-b", "32767-30000", "30000-70000", "0-100"]) {
      const [told] = nodePorts({}, range);
      expect(told).to.match(/^expose\.nodePortRange: ".*" is not a range; write first and last/);
    }
  });

  it("may lie in any range of ports", () => {
    for (const range of ["1-1", "1-65535", "65535-65535", "30000-30000"]) {
      expect(nodePorts({}, range), range).to.deep.equal([]);
    }
    for (const range of ["0-65535", "1-65536", "2-1"]) {
      expect(nodePorts({}, range), range).to.have.length(1);
    }
  });

  it("belong to ports that there are, except monitoring, which has monitorPort", () => {
    for (const name of ["http", "monitord-udp"]) {
      const [told] = nodePorts({ [name]: 31000 });
      expect(told).to.match(/ names no port; the names are oned, grpc, .*ssh, and monitoring has/);
    }
  });

  it("are each given once", () => {
    expect(nodePorts({ oned: 31000, ssh: 31000 })).to.deep.equal([
      "expose.nodePorts.ssh: 31000 is given twice; choose another node port.",
    ]);
  });
});

describe("monitoring port", () => {
  it("is OpenNebula's own by default", () => {
    expect(resolveMonitorPort(new Problems(), undefined, resolveExpose(new Problems()))).to.equal(
      4124,
    );
  });

  it("must be a port", () => {
    for (const port of [0, 70000, 4124.5]) {
      expect(monitorProblems(port)[0]).to.match(/^monitorPort: .* is not a port number; give/);
    }
  });

  it("must be one that oneadmin, who isn't root, may open", () => {
    expect(monitorProblems(21)[0]).to.match(/^monitorPort: 21 .*oneadmin.*; choose/);
    expect(monitorProblems(1024)).to.deep.equal([]);
  });

  it("can't be that of another role", () => {
    for (const port of [22, 2633, 2634, 2616, 2474, 5030]) {
      expect(monitorProblems(port)[0]).to.match(
        new RegExp(`^monitorPort: ${port} is the port of "[a-z]+"; choose another one`),
      );
    }
  });

  it("must be a node port with a NodePort Service, which shows no other outside", () => {
    const expose: Expose = { type: "NodePort" };
    for (const port of [4124, 29999, 32768]) {
      const [told] = monitorProblems(port, expose);
      expect(told).to.match(/can't be a node port \(30000-32767\).*; choose one in that range, or/);
    }
    expect(monitorProblems(31124, expose)).to.deep.equal([]);
    expect(monitorProblems(4124, { ...expose, nodePortRange: "4000-5000" })).to.deep.equal([]);
  });

  it("can't be another role's node port", () => {
    const expose: Expose = { type: "NodePort", nodePorts: { oned: 31000 } };
    expect(monitorProblems(31000, expose)).to.deep.equal([
      'monitorPort: 31000 is given to "oned" by expose.nodePorts; choose another one.',
    ]);
  });

  it("may be any port with the other Services", () => {
    for (const type of ["ClusterIP", "LoadBalancer"] as const) {
      expect(monitorProblems(40124, { type })).to.deep.equal([]);
    }
  });
});
