import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { listeningPorts } from "../../components/pod";
import { externalServiceSpec, headlessName, headlessServiceSpec } from "../../components/services";
import { deploy, oneOf } from "../support/mocks";
import { settingsOf } from "../support/pod-parts";
import { minimal, scenarios } from "../support/scenarios";
import { at, listAt, textAt, type JsonObject } from "../support/wire";

const service = "kubernetes:core/v1:Service";
const statefulSet = "kubernetes:apps/v1:StatefulSet";
const balancer = [{ ip: "192.0.2.1" }];

interface ServicesAndPod {
  readonly external: JsonObject;
  readonly headless: JsonObject;
  readonly template: JsonObject;
}

async function servicesOf(args: OpenNebulaArgs): Promise<ServicesAndPod> {
  const deployment = await deploy(args, { balancer });
  const template = at(oneOf(deployment, statefulSet).inputs, "spec.template");
  return {
    external: oneOf(deployment, service, "one").inputs,
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
        for (const selecting of [found.external, found.headless]) {
          const labels = at(found.template, "template.metadata.labels");
          expect(labels).to.include(at(selecting, "spec.selector"));
        }
      });

      it("target each port by the name that a container has", () => {
        const containers = [
          ...listAt(found.template, "template.spec.containers"),
          ...listAt(found.template, "template.spec.initContainers"),
        ];
        const own = containers.flatMap((container) => listAt(container, "ports"));
        for (const port of [
          ...listAt(found.external, "spec.ports"),
          ...listAt(found.headless, "spec.ports"),
        ]) {
          const target = own.filter((candidate) => candidate["name"] === port["targetPort"]);
          expect(target, textAt(port, "targetPort")).to.have.length(1);
          expect(target[0]).to.include({
            containerPort: port["port"],
            protocol: port["protocol"],
          });
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
        const external = listAt(found.external, "spec.ports");
        expect(external.map(({ nodePort: _, ...port }) => port)).to.deep.equal(table);
      });
    });
  }
});

describe("headless Service", () => {
  it("gives the pod its name, ready or not", () => {
    const spec = headlessServiceSpec("one", settingsOf());
    expect(spec).to.include({ clusterIP: "None", publishNotReadyAddresses: true });
    expect(headlessName("one")).to.equal("one-headless");
  });

  it("is the one that the StatefulSet names", async () => {
    const deployment = await deploy(minimal);
    const name = textAt(oneOf(deployment, service, "one-headless").inputs, "metadata.name");
    expect(at(oneOf(deployment, statefulSet).inputs, "spec.serviceName")).to.equal(name);
  });
});

describe("external Service", () => {
  it("is of the type that the user wants, and has only that type's fields", () => {
    expect(externalServiceSpec("one", settingsOf())).to.have.all.keys("type", "selector", "ports");
    const { expose } = scenarios["hypervisors"] ?? minimal;
    const spec = externalServiceSpec("one", settingsOf(expose === undefined ? {} : { expose }));
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
      "monitord-tcp": 31124,
      "monitord-udp": 31124,
      ssh: 31022,
    });
  });
});
