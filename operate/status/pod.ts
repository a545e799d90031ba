import { leaderLabel } from "../../components/kubernetes/metadata";
import { memberAt } from "../../components/rules/memberAt";
import { isObject, type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { nameOf } from "../../rehearse/kubernetes";

/** What the cluster says of a front-end's pod. */
export interface PodStatus {
  readonly name: string;
  /** "ready", or why it isn't. */
  readonly state: string;
  readonly node: string | undefined;
  /** When it was made, ISO 8601 in UTC. */
  readonly since: string | undefined;
  /** Of several pods: whether the Service leads to this one. */
  readonly leads?: boolean;
  /** How often each container was started again, unless never. */
  readonly restarts: Readonly<Record<string, number>>;
}

/** What is said of a pod, which may be one of several. */
export function podStatus(pod: JsonObject, isMember = false): PodStatus {
  const status = objectAt(pod, "status");
  const containers = [
    ...itemsAt(status, "initContainerStatuses"),
    ...itemsAt(status, "containerStatuses"),
  ];
  const restarts = containers.flatMap((one) => {
    const count = one["restartCount"];
    return typeof count === "number" && count > 0
      ? [[textAt(one, "name") ?? "", count] as const]
      : [];
  });
  return {
    name: nameOf(pod) ?? "",
    state: stateOf(pod, containers),
    node: textAt(objectAt(pod, "spec"), "nodeName"),
    since: textAt(objectAt(pod, "metadata"), "creationTimestamp"),
    ...(isMember ? { leads: isLeader(pod) } : {}),
    restarts: Object.fromEntries(restarts),
  };
}

function isLeader(pod: JsonObject): boolean {
  const labels = memberAt(pod, ["metadata", "labels"]);
  return Object.keys(leaderLabel).every((key) => memberAt(labels, [key]) === leaderLabel[key]);
}

function stateOf(pod: JsonObject, containers: readonly JsonObject[]): string {
  const status = objectAt(pod, "status");
  if (memberAt(pod, ["metadata", "deletionTimestamp"]) !== undefined) return "is being stopped";
  const conditions = itemsAt(status, "conditions");
  const holds = (type: string): boolean =>
    conditions.some((one) => one["type"] === type && one["status"] === "True");
  if (holds("Ready")) return "ready";
  const unscheduled = conditions.find(
    (one) => one["type"] === "PodScheduled" && one["status"] === "False",
  );
  if (unscheduled !== undefined) {
    return `not scheduled: ${textAt(unscheduled, "message") ?? "for no reason given"}`;
  }
  const waiting = containers.map(waitingText).filter((text) => text !== undefined);
  const phase = textAt(status, "phase") ?? "unknown";
  return waiting.length === 0 ? `not ready (${phase})` : `not ready: ${waiting.join(", ")}`;
}

function waitingText(container: JsonObject): string | undefined {
  const name = textAt(container, "name") ?? "";
  const state = objectAt(container, "state");
  const reason = textAt(objectAt(state, "waiting"), "reason");
  if (reason !== undefined && reason !== "PodInitializing") return `${name} ${reason}`;
  const code = objectAt(state, "terminated")["exitCode"];
  if (typeof code === "number" && code !== 0) return `${name} ended with ${String(code)}`;
  const isRunning = "running" in state && container["ready"] === false;
  return isRunning ? `${name} doesn't answer yet` : undefined;
}

function itemsAt(parent: JsonObject, key: string): JsonObject[] {
  const items = parent[key];
  return Array.isArray(items) ? items.filter(isObject) : [];
}
