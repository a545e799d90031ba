import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { deploy, type Deployment, oneOf, type Recorded } from "../support/mocks";
import { minimal, scenarios } from "../support/scenarios";
import { at, listAt } from "../support/wire";

const replicas = scenarios["replicas"] ?? minimal;
const balancer = [{ ip: "192.0.2.1" }];
const deployed = (args: Partial<OpenNebulaArgs> = {}): Promise<Deployment<unknown>> =>
  deploy({ ...minimal, ...args }, { balancer });

function jobIn(deployment: Deployment<unknown>): Recorded {
  return oneOf(deployment, "kubernetes:batch/v1:Job", "one-start");
}

async function rolloutOf(args: Partial<OpenNebulaArgs> = {}): Promise<unknown> {
  const { inputs } = jobIn(await deployed(args));
  const env = listAt(inputs, "spec.template.spec.containers.0.env");
  return env.find(({ name }) => name === "OPENNEBULA_ROLLOUT")?.["value"];
}

describe("the Job that waits for the front-end's pods", () => {
  it("comes after the StatefulSet, for which Pulumi itself doesn't wait but at its deletion", async () => {
    const deployment = await deployed();
    expect(jobIn(deployment).dependencies.join()).to.match(/:StatefulSet::one(,|$)/);
    const { inputs } = oneOf(deployment, "kubernetes:apps/v1:StatefulSet", "one");
    expect(at(inputs, "metadata.annotations")).to.deep.equal({
      "pulumi.com/waitFor": "jsonpath={.metadata.uid}",
    });
  });

  it("comes before what needs a front-end that is up", async () => {
    const deployment = await deployed({ hypervisors: [{ name: "kvm1" }], backup: {} });
    for (const [type, name] of [
      ["kubernetes:batch/v1:Job", "one-hypervisors"],
      ["kubernetes:batch/v1:CronJob", "one-backup"],
    ] as const) {
      const { dependencies } = oneOf(deployment, type, name);
      expect(dependencies.join(), name).to.match(/:Job::one-start(,|$)/);
    }
  });

  it("is another one when pods start again, and the same when they don't", async () => {
    const first = await rolloutOf();
    expect(first).to.match(/^[0-9a-f]{16}$/);
    expect(await rolloutOf({ backup: {} })).to.equal(first);
    expect(await rolloutOf({ expose: { externalIPs: ["192.0.2.1"] } })).not.to.equal(first);
    expect(await rolloutOf({ hostname: "one.example.net" })).not.to.equal(first);
    expect(await rolloutOf(replicas)).not.to.equal(await rolloutOf({ ...replicas, replicas: 5 }));
  });

  it("runs once, is tried anew by the next `up`, and survives the drain of its node", async () => {
    const { inputs } = jobIn(await deployed());
    expect(at(inputs, "spec.backoffLimit")).to.equal(0);
    expect(at(inputs, "metadata.annotations")).to.include({ "pulumi.com/replaceUnready": "true" });
    expect(at(inputs, "spec.podFailurePolicy.rules.0.action")).to.equal("Ignore");
  });
});
