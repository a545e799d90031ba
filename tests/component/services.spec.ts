import { expect } from "chai";
import { externalServiceSpec, headlessServiceSpec } from "../../components/network/services";
import { listeningPorts } from "../../components/roles/ports";
import type { OpenNebulaArgs } from "../../index";
import { allOf, deploy, oneOf } from "../support/mocks";
import { settingsOf } from "../support/podParts";
import { minimal, scenarios } from "../support/scenarios";
import { at, isObject, listAt, textAt, type JsonObject } from "../support/wire";

const service = "kubernetes:core/v1:Service";
const statefulSet = "kubernetes:apps/v1:StatefulSet";
const balancer = [{ ip: "192.0.2.1" }];

interface ServicesAndPod {
  /** The first of the external ones, and the only one in most cases. */
  readonly external: JsonObject;
  readonly externals: readonly JsonObject[];
  readonly headless: JsonObject;
  readonly template: JsonObject;
}

async function servicesOf(args: OpenNebulaArgs): Promise<ServicesAndPod> {
  const deployment = await deploy(args, { balancer });
  const template = at(oneOf(deployment, statefulSet, "one").inputs, "spec.template");
  return {
    external: oneOf(deployment, service, "one").inputs,
    externals: allOf(deployment, service)
      .filter(
        ({ name }) =>
          !["one-headless", "one-database", "one-fireedge", "one-metrics"].includes(name),
      )
      .map(({ inputs }) => inputs),
    headless: oneOf(deployment, service, "one-headless").inputs,
    template: { template: template ?? null },
  };
}

describe("Services", () => {
  for (const [name, args] of Object.entries(scenarios)) {
    describe(`of "${name}"`, () => {
      let found: ServicesAndPod;

      before(async () => {
        found = await servicesOf(args);
      });

      it("select the pod by labels that it has", () => {
        const labels = at(found.template, "template.metadata.labels");
        expect(labels).to.include(at(found.headless, "spec.selector"));
        for (const external of found.externals) {
          const {
            "statefulset.kubernetes.io/pod-name": pod,
            "opennebula-kubernetes/leader": leader,
            ...selector
          } = Object(at(external, "spec.selector")) as Record<string, unknown>;
          expect(labels).to.include(selector);
          // The first label is given to each pod by the StatefulSet's controller, the other one by the pod that leads.
          const isOne = (args.replicas ?? 1) === 1;
          expect(pod).to.equal(isOne ? "one-0" : undefined);
          expect(leader).to.equal(isOne ? undefined : "true");
        }
      });

      it("lead to a port whatever state the other roles are in", () => {
        for (const service of [...found.externals, found.headless]) {
          expect(at(service, "spec.publishNotReadyAddresses")).to.equal(true);
        }
      });

      it("target each port by the name that a container has", () => {
        const containers = [
          ...listAt(found.template, "template.spec.containers"),
          ...listAt(found.template, "template.spec.initContainers"),
        ];
        const own = containers.flatMap((container) => listAt(container, "ports"));
        for (const port of [
          ...found.externals.flatMap((external) => listAt(external, "spec.ports")),
          ...listAt(found.headless, "spec.ports"),
        ]) {
          const target = own.filter((candidate) => candidate["name"] === port["targetPort"]);
          expect(target, textAt(port, "targetPort")).to.have.length(1);
          expect(target[0]).to.include({ protocol: port["protocol"] });
          if (port["targetPort"] === port["name"]) {
            expect(target[0]).to.include({ containerPort: port["port"] });
          }
        }
      });

      it("have every port that the front-end listens on, with its protocol", () => {
        const table = listeningPorts(settingsOf(args)).map(({ name: port, number, protocol }) => ({
          name: port,
          port: number,
          targetPort: port,
          protocol,
        }));
        expect(listAt(found.headless, "spec.ports")).to.deep.equal(table);
        if (args.tls !== undefined) return;
        const external = found.externals.flatMap((one) => listAt(one, "spec.ports"));
        expect(external.map(({ nodePort: _, ...port }) => port)).to.have.deep.members(table);
        expect(external).to.have.length(table.length);
      });
    });
  }
});

describe("headless Service", () => {
  it("gives the pod its name, ready or not", () => {
    const spec = headlessServiceSpec(settingsOf());
    expect(spec).to.include({ clusterIP: "None", publishNotReadyAddresses: true });
  });

  it("is the one that the StatefulSet names", async () => {
    const deployment = await deploy(minimal);
    const name = textAt(oneOf(deployment, service, "one-headless").inputs, "metadata.name");
    expect(at(oneOf(deployment, statefulSet).inputs, "spec.serviceName")).to.equal(name);
  });
});

describe("external Service", () => {
  it("is of the type that the user wants, and has only that type's fields", () => {
    expect(externalServiceSpec(settingsOf())).to.have.all.keys(
      ...["type", "publishNotReadyAddresses", "selector", "ports"],
    );
    const { expose } = scenarios["hypervisors"] ?? minimal;
    const spec = externalServiceSpec(settingsOf(expose === undefined ? {} : { expose }));
    expect(spec).to.deep.include({
      type: "LoadBalancer",
      loadBalancerClass: "example.net/balancer",
      loadBalancerSourceRanges: ["192.0.2.0/24"],
      externalTrafficPolicy: "Local",
    });
  });

  it("has the user's annotations, and waits for the balancer's address instead of the pod", async () => {
    const { external } = await servicesOf(scenarios["hypervisors"] ?? minimal);
    expect(at(external, "metadata.annotations")).to.deep.equal({
      "example.net/pool": "public",
      "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}",
    });
  });

  it("waits for no balancer where there is none", async () => {
    const { external } = await servicesOf(minimal);
    expect(JSON.stringify(external)).not.to.contain("pulumi.com/waitFor");
  });

  it("has monitoring on one node port, by TCP and UDP, and the others where the user wants", async () => {
    const { external } = await servicesOf(scenarios["node-ports"] ?? minimal);
    const nodePorts = listAt(external, "spec.ports").map((port): [string, unknown] => [
      textAt(port, "name"),
      port["nodePort"],
    ]);
    expect(Object.fromEntries(nodePorts)).to.deep.equal({
      oned: 31633,
      fireedge: undefined,
      oneflow: undefined,
      onegate: undefined,
      "mon-tcp-31124": 31124,
      "mon-udp-31124": 31124,
      ssh: 31022,
    });
  });
});

describe("external Services by protocol", () => {
  const split = scenarios["split"] ?? minimal;

  it("are one for TCP, under the component's name, and one for UDP", async () => {
    const { externals } = await servicesOf(split);
    const protocols = externals.map((external): [string, Set<string>] => [
      textAt(external, "metadata.name"),
      new Set(listAt(external, "spec.ports").map((port) => textAt(port, "protocol"))),
    ]);
    expect(Object.fromEntries(protocols)).to.deep.equal({
      one: new Set(["TCP"]),
      "one-udp": new Set(["UDP"]),
    });
  });

  it("differ in nothing but name and ports, so that a balancer can give both one address", async () => {
    const expose = { ...scenarios["hypervisors"]?.expose, layout: "split" as const };
    const { externals } = await servicesOf({ ...minimal, expose });
    const [tcp, udp] = externals.map((external) => {
      const spec = at(external, "spec");
      return [
        at(external, "metadata.annotations"),
        at(external, "metadata.labels"),
        isObject(spec) ? { ...spec, ports: [] } : spec,
      ];
    });
    expect(externals).to.have.length(2);
    expect(udp).to.deep.equal(tcp);
    expect(tcp?.[0]).to.include({ "example.net/pool": "public" });
  });

  it("share the node port of monitoring", async () => {
    const { expose, ...others } = scenarios["node-ports"] ?? minimal;
    const { externals } = await servicesOf({ ...others, expose: { ...expose, layout: "split" } });
    const monitor = externals
      .flatMap((external) => listAt(external, "spec.ports"))
      .filter((port) => textAt(port, "name").startsWith("mon-"));
    expect(monitor.map((port) => port["nodePort"])).to.deep.equal([31124, 31124]);
  });
});

describe("addresses outside the cluster's keeping", () => {
  it("are those of each external Service, in the user's order, and of no other", async () => {
    const externalIPs = ["192.0.2.11", "192.0.2.10"];
    const { externals, headless } = await servicesOf({
      ...minimal,
      expose: { layout: "split", externalIPs },
    });
    expect(externals.map((external) => at(external, "spec.externalIPs"))).to.deep.equal([
      externalIPs,
      externalIPs,
    ]);
    expect(headless["spec"]).not.to.have.property("externalIPs");
  });
});
