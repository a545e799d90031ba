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

  it("has no claim templates, which can't change: the claim stands by itself", () => {
    expect(spec).not.to.have.property("volumeClaimTemplates");
  });

  it("passes the user's labels and annotations on to the pod", async () => {
    const { inputs } = oneOf(await deploy(scenarios["everything"] ?? minimal), statefulSet);
    for (const metadata of ["metadata", "spec.template.metadata"]) {
      expect(at(inputs, `${metadata}.labels`)).to.include({ team: "cloud" });
      expect(at(inputs, `${metadata}.annotations`)).to.deep.equal({ "example.net/owner": "cloud" });
    }
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
