import { expect } from "chai";
import { missingCluster, versionFinding } from "../../../../operate/doctor/cluster";
import { findingLines } from "../../../../operate/doctor/finding";
import { versionNumbers } from "../../../../operate/doctor/subject";

describe("doctor, cluster", () => {
  it("is told by version and name, and needs 1.29", () => {
    expect(findingLines([versionFinding("here", "1.29.0")])).to.equal(
      "ok       Cluster: Kubernetes 1.29.0, here.\n",
    );
    expect(findingLines([versionFinding("here", "1.28.15")])).to.equal(
      "fails    Cluster: here has Kubernetes 1.28.15, and the pod's sidecars need 1.29; upgrade it.\n",
    );
  });

  it("has its version read as distributions write it", () => {
    expect(versionNumbers("v1.31.4+k3s1")).to.equal("1.31.4");
    expect(versionNumbers("v1.30.5-gke.1014001")).to.equal("1.30.5");
    expect(versionNumbers("unknown")).to.equal("0.0");
  });

  it("fails with the reason for which there is none", () => {
    const finding = missingCluster(new Error("There is no cluster to work on."));
    expect(findingLines([finding])).to.equal("fails    Cluster: There is no cluster to work on.\n");
    expect(missingCluster("no answer").text).to.equal("no answer");
  });
});
