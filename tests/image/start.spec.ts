import { expect } from "chai";
import { needDocker, tryDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";

interface Container {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount?: number;
  readonly state?: object;
  readonly lastState?: object;
}

interface Given {
  readonly status?: object;
  readonly first?: readonly Container[];
  readonly others?: readonly Container[];
  readonly pod?: object;
  readonly refusals?: readonly string[];
  readonly pods?: 0 | 1;
  readonly begun?: string;
}

const running = { running: {} };
const hem: Container = { name: "hem", ready: true, state: running };
const prepared: Container = {
  name: "prepare",
  ready: true,
  state: { terminated: { exitCode: 0, message: "prepare: well" } },
};
const ended = (
  name: string,
  exitCode: number,
  message: string,
  more: object = {},
  finishedAt = "2026-01-01T00:04:00Z",
): Container => ({
  name,
  ready: false,
  restartCount: 1,
  state: running,
  lastState: { terminated: { exitCode, message, finishedAt } },
  ...more,
});
const declared = { name: "one-0", labels: { "controller-revision-hash": "b" } };
const waiting = (reason: string, message?: string): Pick<Container, "state"> => ({
  state: { waiting: { reason, message } },
});
const again = { restartCount: 3, ...waiting("CrashLoopBackOff") };
const upgraded = { currentRevision: "b", readyReplicas: 1, updatedReplicas: 1 };
const outdated = {
  metadata: { name: "one-0", labels: { "controller-revision-hash": "a" } },
};
const leaving = { metadata: { name: "one-0", deletionTimestamp: "2026-01-01T00:00:00Z" } };

const verdicts: readonly (readonly [what: string, given: Given, verdict: string])[] = [
  ["pods as they are declared", { status: upgraded }, "ready: "],
  [
    "a change that Kubernetes hasn't seen",
    { status: { ...upgraded, observedGeneration: 1 } },
    "waiting: the StatefulSet's controller hasn't seen the change yet",
  ],
  [
    "a former pod",
    { others: [ended("oned", 1, "oned: no")], pod: outdated },
    "waiting: 0 of 1 pods are as declared",
  ],
  [
    "a pod that leaves",
    { others: [ended("oned", 1, "oned: no")], pod: leaving },
    "waiting: 0 of 1 pods are as declared",
  ],
  [
    "a pod that starts",
    { others: [{ name: "oned", ready: false, state: running }, hem] },
    "waiting: one-0 isn't ready: oned",
  ],
  [
    "what a retry can't mend",
    { others: [hem, ended("oned", 1, "waiting\ndatabase: it is of a newer OpenNebula\n")] },
    "failed: one-0 doesn't start: database: it is of a newer OpenNebula",
  ],
  [
    "the same before the others start",
    {
      first: [
        { name: "prepare", ready: false, state: { terminated: { exitCode: 1, message: "no" } } },
      ],
    },
    "failed: one-0 doesn't start: no",
  ],
  [
    "what a pod that was there before has failed of, and may be mended",
    {
      others: [ended("oned", 1, "database: no")],
      pod: { metadata: { ...declared, creationTimestamp: "2026-01-01T00:00:00Z" } },
      begun: "2026-01-01T00:05:00Z",
    },
    "waiting: one-0 isn't ready: database: no",
  ],
  [
    "the same when it comes again",
    {
      others: [ended("oned", 1, "database: no", {}, "2026-01-01T00:05:01Z")],
      pod: { metadata: { ...declared, creationTimestamp: "2026-01-01T00:00:00Z" } },
      begun: "2026-01-01T00:05:00Z",
    },
    "failed: one-0 doesn't start: database: no",
  ],
  [
    "what may heal",
    { others: [ended("oned", 75, "database: it is away", again)] },
    "waiting: one-0 isn't ready: database: it is away",
  ],
  [
    "a role that failed once",
    { others: [ended("fireedge", 1, "Error: no")] },
    "waiting: one-0 isn't ready: Error: no",
  ],
  [
    "a role that fails again and again",
    { others: [ended("fireedge", 1, "Error: no", again)] },
    "failed: one-0 doesn't start: Error: no",
  ],
  [
    "the head of a trace",
    { others: [ended("oneflow", 1, "/a.rb:1:in `x': boom (RuntimeError)\n\tfrom b", again)] },
    "failed: one-0 doesn't start: boom (RuntimeError)",
  ],
  [
    "no word at all",
    { others: [ended("oned", 255, "", again)] },
    "failed: one-0 doesn't start: it ended with code 255",
  ],
  [
    "a lack of memory",
    {
      others: [
        {
          ...ended("oned", 137, "", again),
          lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
        },
      ],
    },
    "failed: one-0 doesn't start: it was killed for lack of memory: raise resources in services",
  ],
  [
    "an image that isn't there",
    { first: [{ name: "prepare", ready: false, ...waiting("ErrImagePull", "not found") }] },
    "stuck: one-0 doesn't start: ErrImagePull: not found",
  ],
  [
    "a Secret that isn't there",
    { others: [{ name: "oned", ready: false, ...waiting("CreateContainerConfigError") }] },
    "stuck: one-0 doesn't start: CreateContainerConfigError: the node says no more",
  ],
  [
    "a pod that may not be",
    { pods: 0, refusals: ["forbidden: a", "forbidden: b"] },
    "stuck: the cluster refuses the pod: forbidden: b",
  ],
  [
    "a pod that was refused before",
    { others: [hem], refusals: ["forbidden"], status: upgraded },
    "ready: ",
  ],
  [
    "a pod without a node",
    {
      pod: {
        status: {
          conditions: [{ type: "PodScheduled", status: "False", message: "0/1 nodes: no cpu" }],
        },
      },
    },
    "waiting: one-0 isn't on a node: 0/1 nodes: no cpu",
  ],
];

function cluster({ status, first, others, pod, refusals, pods, begun }: Given): string {
  const revision = { "controller-revision-hash": "b" };
  return JSON.stringify({
    set: {
      metadata: { name: "one", generation: 2 },
      spec: { replicas: 1 },
      status: { ...counts, ...status },
    },
    pods:
      pods === 0
        ? []
        : [
            {
              metadata: { name: "one-0", labels: revision },
              status: {
                initContainerStatuses: first ?? [prepared],
                containerStatuses: others ?? [hem],
              },
              ...pod,
            },
          ],
    refusals: refusals ?? [],
    begun,
  });
}

const counts = { observedGeneration: 2, replicas: 1, currentRevision: "a", updateRevision: "b" };
const judge = "jq -r -f /usr/local/lib/opennebula-kubernetes/start/verdict.jq";

describe("The role start", () => {
  let image: string;

  before(async function () {
    await needDocker(this);
    ({ image } = await frontEnd());
  });

  it("judges what the cluster has", async () => {
    const script = `while read -r line; do ${judge} <<<"$line" | jq -r '"\\(.state): \\(.message)"'; done`;
    const run = ["run", "--rm", "-i", "--network", "none", "--entrypoint", "/bin/bash", image];
    const input = verdicts.map(([, given]) => `${cluster(given)}\n`).join("");
    const { stdout, stderr } = await tryDocker([...run, "-c", script], input);
    const told = stdout.split("\n");
    const found = verdicts.map(([what], index) => `${what}: ${told[index] ?? stderr}`);
    expect(found).to.deep.equal(verdicts.map(([what, , verdict]) => `${what}: ${verdict}`));
  });
});
