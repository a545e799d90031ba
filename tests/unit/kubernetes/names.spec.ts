import { expect } from "chai";
import {
  claimName,
  headlessName,
  podDnsName,
  podName,
  serviceDnsName,
} from "../../../components/kubernetes/names";
import { valueOf } from "../../support/settle";

describe("names", () => {
  it("have the ordinal as a StatefulSet writes it, so that further members fit beside them", () => {
    expect(podName("one")).to.equal("one-0");
    expect(claimName("one")).to.equal("data-one-0");
  });

  it("lead to the pod through the headless Service, and to clients' ports through the other one", async () => {
    const place = { name: "one", namespace: "cloud", clusterDomain: "cluster.example" };
    expect(headlessName("one")).to.equal("one-headless");
    expect(await valueOf(podDnsName(place))).to.equal(
      "one-0.one-headless.cloud.svc.cluster.example",
    );
    expect(await valueOf(serviceDnsName(place))).to.equal("one.cloud.svc.cluster.example");
  });
});
