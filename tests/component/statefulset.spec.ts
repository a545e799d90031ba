import { expect } from "chai";
import { statefulSetSpec } from "../../components/pod/statefulset";
import { allOf, deploy, oneOf } from "../support/mocks";
import { podParts, settingsOf } from "../support/podParts";
import { minimal, scenarios } from "../support/scenarios";
import { at } from "../support/wire";

const statefulSet = "kubernetes:apps/v1:StatefulSet";

describe("StatefulSet", () => {
  const settings = settingsOf();
  const spec = statefulSetSpec(settings, podParts(settings));

  it("runs one pod: two oneds would both write to one database", () => {
    expect(spec.replicas).to.equal(1);
  });

  it("selects its own pod", async () => {
    for (const args of Object.values(scenarios)) {
      const deployment = await deploy(args, { balancer: [{ ip: "192.0.2.1" }] });
      for (const { inputs } of allOf(deployment, statefulSet)) {
        expect(at(inputs, "spec.template.metadata.labels")).to.include(
          at(inputs, "spec.selector.matchLabels"),
        );
      }
    }
  });

  it("keeps selector and Service when version, labels and roles change", async () => {
    const changed = {
      ...minimal,
      version: "7.6",
      labels: { team: "other" },
      services: { hem: { enabled: false } },
    };
    for (const path of ["spec.selector", "spec.serviceName", "spec.podManagementPolicy"]) {
      const [before, after] = [await deploy(minimal), await deploy(changed)].map((deployment) =>
        at(oneOf(deployment, statefulSet).inputs, path),
      );
      expect(before).to.deep.equal(after);
    }
  });

  it("has a claim template from the start, since it can't be added, for claims that come back", () => {
    expect(spec.volumeClaimTemplates).to.deep.equal([
      {
        metadata: { name: "data" },
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: "20Gi" } },
        },
      },
    ]);
  });

  it("has none where the user has a claim", () => {
    const own = settingsOf({ storage: { existingClaim: "mine" } });
    expect(statefulSetSpec(own, podParts(own))).not.to.have.property("volumeClaimTemplates");
  });

  it("says that its single pod leads, and leaves it to several ones", async () => {
    const label = "opennebula-kubernetes/leader";
    for (const [replicas, leads] of [
      [1, true],
      [3, false],
    ] as const) {
      const storage = { datastores: { existingClaim: "images" } };
      const { inputs } = oneOf(await deploy({ ...minimal, storage, replicas }), statefulSet);
      expect(at(inputs, "spec.replicas")).to.equal(replicas);
      const labels = at(inputs, "spec.template.metadata.labels");
      expect(Object.entries(labels ?? {}).some(([key]) => key === label)).to.equal(leads);
    }
  });

  it("passes the user's labels and annotations on to the pod", async () => {
    const { inputs } = oneOf(await deploy(scenarios["everything"] ?? minimal), statefulSet);
    for (const metadata of ["metadata", "spec.template.metadata"]) {
      expect(at(inputs, `${metadata}.labels`)).to.include({ team: "cloud" });
      expect(at(inputs, `${metadata}.annotations`)).to.include({ "example.net/owner": "cloud" });
    }
    // How Pulumi waits for the StatefulSet is none of the pod's business.
    expect(at(inputs, "spec.template.metadata.annotations")).not.to.include.keys(
      "pulumi.com/waitFor",
    );
  });

  it("has the name that the pod's DNS name is made of", async () => {
    expect(at(oneOf(await deploy(minimal), statefulSet).inputs, "metadata.name")).to.equal("one");
  });

  it("runs the pod where the user wants it", async () => {
    const { scheduling } = scenarios["everything"] ?? minimal;
    const { inputs } = oneOf(await deploy(scenarios["everything"] ?? minimal), statefulSet);
    expect(at(inputs, "spec.template.spec")).to.deep.include(scheduling);
  });
});
