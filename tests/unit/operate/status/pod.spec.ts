import { expect } from "chai";
import { podStatus } from "../../../../operate/status/pod";
import type { JsonObject } from "../../../../rehearse/json";
import { objectOf } from "../../../support/declaredStack";

const pod = (status: JsonObject, metadata: JsonObject = {}): JsonObject =>
  objectOf("Pod", "one-0", { metadata, spec: { nodeName: "node1" }, status });
const condition = (type: string, status: string, message = ""): JsonObject => ({
  type,
  status,
  message,
});

describe("status, pod", () => {
  it("is ready, with its node, its age and what was started again", () => {
    const status = {
      conditions: [condition("Ready", "True")],
      initContainerStatuses: [{ name: "sshd", restartCount: 2 }],
      containerStatuses: [{ name: "oned", restartCount: 0 }],
    };
    expect(podStatus(pod(status, { creationTimestamp: "2026-01-02T03:04:05Z" }))).to.deep.equal({
      name: "one-0",
      state: "ready",
      node: "node1",
      since: "2026-01-02T03:04:05Z",
      restarts: { sshd: 2 },
    });
  });

  it("leads or not, if it is one of several", () => {
    const leader = pod({}, { labels: { "opennebula-kubernetes/leader": "true" } });
    expect(podStatus(leader, true).leads).to.equal(true);
    expect(podStatus(pod({}), true).leads).to.equal(false);
    expect(podStatus(leader)).not.to.have.property("leads");
  });

  for (const [title, status, state] of [
    [
      "a role that waits",
      { containerStatuses: [{ name: "oned", state: { waiting: { reason: "CrashLoopBackOff" } } }] },
      "not ready: oned CrashLoopBackOff",
    ],
    [
      "a role that ended",
      { initContainerStatuses: [{ name: "prepare", state: { terminated: { exitCode: 1 } } }] },
      "not ready: prepare ended with 1",
    ],
    [
      "a role that begins",
      { containerStatuses: [{ name: "fireedge", ready: false, state: { running: {} } }] },
      "not ready: fireedge doesn't answer yet",
    ],
    [
      "containers that wait for others",
      {
        phase: "Pending",
        containerStatuses: [{ name: "oned", state: { waiting: { reason: "PodInitializing" } } }],
      },
      "not ready (Pending)",
    ],
    [
      "no node",
      { conditions: [condition("PodScheduled", "False", "0/1 nodes are available")] },
      "not scheduled: 0/1 nodes are available",
    ],
    ["nothing known of it", {}, "not ready (unknown)"],
  ] as const) {
    it(`says what it waits for: ${title}`, () => {
      expect(podStatus(pod(JSON.parse(JSON.stringify(status)) as JsonObject)).state).to.equal(
        state,
      );
    });
  }

  it("is being stopped, whatever it says of itself", () => {
    const status = { conditions: [condition("Ready", "True")] };
    const { state } = podStatus(pod(status, { deletionTimestamp: "2026-01-02T03:04:05Z" }));
    expect(state).to.equal("is being stopped");
  });
});
