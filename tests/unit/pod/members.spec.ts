import { expect } from "chai";
import { containerOf, podOf } from "../../support/podParts";

const three = {
  replicas: 3,
  raft: { electionStaggerMilliseconds: 300 },
  storage: { datastores: { accessMode: "ReadWriteMany" } },
} as const;

describe("a pod that is one of several", () => {
  it("says to the image how many there are, and how they choose a leader", async () => {
    const pod = await podOf(three);
    for (const name of ["prepare", "oned", "raft", "hem", "fireedge", "oneflow"]) {
      expect(containerOf(pod, name).env).to.deep.include.members([
        { name: "OPENNEBULA_REPLICAS", value: "3" },
        { name: "OPENNEBULA_HEADLESS", value: "one-headless" },
        { name: "OPENNEBULA_ELECTION_TIMEOUT", value: "2500" },
        { name: "OPENNEBULA_ELECTION_STAGGER", value: "300" },
      ]);
    }
  });

  it("has a role beside oned that has the Service follow the leader, and it alone has a token", async () => {
    const pod = await podOf(three);
    expect(pod.serviceAccountName).to.equal("the-account");
    expect(pod.automountServiceAccountToken).to.equal(false);
    expect(containerOf(pod, "raft").restartPolicy).to.equal("Always");
    const holders = [...(pod.initContainers ?? []), ...pod.containers].filter(({ volumeMounts }) =>
      volumeMounts?.some(({ name }) => name === "account"),
    );
    expect(holders.map(({ name }) => name)).to.deep.equal(["raft"]);
  });

  it("is ready as follower or leader, and its side roles are content where they don't run", async () => {
    const pod = await podOf(three);
    const { startupProbe, readinessProbe, livenessProbe } = containerOf(pod, "oned");
    const asked = [startupProbe, readinessProbe, livenessProbe].map(
      (probe) => probe?.exec?.command,
    );
    expect(asked.map((command) => command?.[1])).to.deep.equal([
      ...["member-started", "member", "member-lives"],
    ]);
    for (const name of ["fireedge", "oneflow", "onegate"]) {
      const { readinessProbe: probe } = containerOf(pod, name);
      expect(probe?.exec?.command).to.deep.equal(["/usr/local/bin/healthy", name]);
      expect(probe).not.to.have.any.keys("tcpSocket", "httpGet");
    }
  });

  it("leaves in order, and lies on a node of its own where it can", async () => {
    const pod = await podOf(three);
    expect(containerOf(pod, "oned").lifecycle?.preStop?.exec?.command?.at(-1)).to.match(
      /raft\/leave$/,
    );
    expect(pod.topologySpreadConstraints).to.have.length(1);
  });

  it("is none where there is one alone", async () => {
    const pod = await podOf();
    expect(pod).not.to.have.any.keys("serviceAccountName", "topologySpreadConstraints");
    expect(pod.initContainers?.map(({ name }) => name)).not.to.include("raft");
    expect(containerOf(pod, "oned")).not.to.have.property("lifecycle");
    expect(JSON.stringify(pod)).not.to.contain("OPENNEBULA_REPLICAS");
  });
});
