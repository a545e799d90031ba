import { expect } from "chai";
import type { FrontEndStatus } from "../../../../operate/status/frontEnd";
import { agoText, statusTable } from "../../../../operate/status/table";

const now = Date.parse("2026-01-02T03:04:05Z");
const minuteAgo = "2026-01-02T03:03:05Z";

const frontEnd: FrontEndStatus = {
  name: "one",
  namespace: "clouds",
  version: "7.4.0",
  image: "registry.example.net/one:7.4.0",
  pod: {
    name: "one-0",
    state: "ready",
    node: "node1",
    since: "2026-01-01T00:00:00Z",
    restarts: { oned: 2 },
  },
  services: [
    { name: "one", type: "LoadBalancer", addresses: ["192.0.2.1"], ports: ["oned 2633/TCP"] },
  ],
  hypervisors: {
    hosts: [
      { name: "kvm1", id: 0, state: "on", lastMonitored: minuteAgo },
      { name: "kvm2", id: 1, state: "err", error: "no route\nto host" },
    ],
    outdated: undefined,
  },
  enrolment: { state: "failed", time: minuteAgo, reason: "DeadlineExceeded" },
  backup: { time: minuteAgo, snapshot: "abc", size: 3 * 2 ** 20, verified: minuteAgo },
};

describe("status, table", () => {
  it("shows a front-end whole", () => {
    const differences = [{ object: "Service one", fields: ["spec.type: NodePort → LoadBalancer"] }];
    expect(statusTable({ frontEnds: [frontEnd], differences }, now)).to.equal(
      [
        "Front-end       one, namespace clouds",
        "OpenNebula      7.4.0",
        "                registry.example.net/one:7.4.0",
        "Pod             one-0 ready, on node1, made 1 d 3 h ago, restarts: oned 2",
        "Service one     LoadBalancer, 192.0.2.1",
        "                oned 2633/TCP",
        "Hypervisors     kvm1 (0): on, monitored 1 min ago",
        "                kvm2 (1): err, never monitored, no route to host",
        "Last enrolment  failed 1 min ago: DeadlineExceeded",
        "Last backup     1 min ago, snapshot abc, 3.0 MiB",
        "                restored for proof 1 min ago",
        "Differences     Service one: spec.type: NodePort → LoadBalancer",
        "",
      ].join("\n"),
    );
  });

  const tableOf = (more: Partial<FrontEndStatus>): string =>
    statusTable({ frontEnds: [{ ...frontEnd, ...more }], differences: [] }, now);

  it("has a line for each of several pods, and says which one leads", () => {
    const pod = { name: "one-0", state: "ready", node: "node1", since: undefined, restarts: {} };
    const table = tableOf({
      pod: { ...pod, leads: false },
      further: [{ ...pod, name: "one-1", leads: true }, undefined],
    });
    expect(table).to.contain("one-0 ready, on node1, no restarts\n");
    expect(table).to.contain("one-1 ready and leads, on node1, no restarts\n");
    expect(table).to.match(/^ +there is none$/m);
  });

  it("says what there isn't", () => {
    const hypervisors = { hosts: [], outdated: undefined };
    const text = tableOf({ pod: undefined, hypervisors, enrolment: undefined, backup: undefined });
    expect(text).to.match(/^Pod +there is none$/m);
    expect(text).to.match(/^Hypervisors +none$/m);
    expect(text).to.match(/^Last enrolment +none$/m);
    expect(text).to.match(/^Last backup +none are made$/m);
    expect(text).to.match(/^Differences +none: the cluster is as the stack's file says$/m);
  });

  it("says of a front-end that isn't deployed no more than that", () => {
    expect(tableOf({ version: undefined })).to.match(/^OpenNebula +isn't deployed\nDifferences/m);
  });

  it("says what hypervisors are known from, where OpenNebula wasn't asked", () => {
    expect(tableOf({ hypervisors: { hosts: [], outdated: "the pod isn't ready" } })).to.contain(
      "(as of the last enrolment; OpenNebula wasn't asked: the pod isn't ready)",
    );
  });

  it("says what is wrong with backups", () => {
    const text = tableOf({
      backup: { error: "disk full", failed: minuteAgo, verifyError: "checksum" },
    });
    expect(text).to.match(
      /^Last backup +none yet\n +the newest failed 1 min ago: disk full\n +the proof failed: checksum$/m,
    );
  });

  for (const [time, text] of [
    ["2026-01-02T03:04:05Z", "just now"],
    ["2026-01-02T03:04:00Z", "5 s ago"],
    ["2026-01-02T02:00:00Z", "1 h 4 min ago"],
    ["2025-12-31T03:04:05Z", "2 d ago"],
    ["2026-01-02T03:05:05Z", "just now"],
    ["no time", "no time"],
  ] as const) {
    it(`says "${text}" of ${time}`, () => {
      expect(agoText(time, now)).to.equal(text);
    });
  }
});
