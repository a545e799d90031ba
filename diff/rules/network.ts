import { changesBelow, objectName, textsAt } from "../frontEnds";
import { enumerated, quoted, type Rule, type Sentence } from "../sentence";
import type { Step } from "../steps";

/** What happens to the addresses under which the front-end is reached. */
export const networkRule: Rule = ({ steps, existed, exists }) => {
  if (!existed || !exists) return [];
  return [
    ...steps.filter(isReached).flatMap(serviceSentences),
    ...steps.filter(isGuard).map(guardSentence),
  ];
};

// The database has a policy of its own, which goes with it.
function isGuard(step: Step): boolean {
  const component = ["spec", "podSelector", "matchLabels", "app.kubernetes.io/component"];
  return step.kind === "NetworkPolicy" && textsAt(step, component).includes("front-end");
}

const guards = {
  create:
    "is made: where the cluster enforces it, nobody else reaches the pods than those whom it names.",
  delete: "is deleted: the pods can be reached again by everybody, on every port.",
  other: "lets others reach the pods than before.",
} as const;

function guardSentence(policy: Step): Sentence {
  const { operation } = policy;
  const words = operation === "create" || operation === "delete" ? guards[operation] : guards.other;
  const text = `The NetworkPolicy ${objectName(policy)} ${words}`;
  return { weight: "address", grave: false, text, about: [policy] };
}

// A headless Service gives the pod its name; its ports are the pod's.
function isReached(step: Step): boolean {
  const isHeadless = textsAt(step, ["spec", "clusterIP"]).includes("None");
  return step.kind === "Service" && (!isHeadless || step.operation !== "update");
}

function serviceSentences(service: Step): Sentence[] {
  const name = objectName(service);
  const say = (text: string, grave = false): Sentence => ({
    weight: grave ? "loss" : "address",
    grave,
    text,
    about: [service],
  });
  if (service.operation === "create") return [say(`The Service ${name} is created.`)];
  if (service.operation === "delete") {
    return [say(`The Service ${name} is deleted, and its address with it.`, true)];
  }
  if (service.operation === "replace") {
    return [
      say(
        `The Service ${name} is deleted and made again (${service.replacedBy.join(", ")}): its cluster IP changes, and a balancer may give another address.`,
        true,
      ),
    ];
  }
  return [...typeSentences(service, name, say), ...otherSentences(service, name, say)];
}

type Say = (text: string, grave?: boolean) => Sentence;

function typeSentences(service: Step, name: string, say: Say): Sentence[] {
  const [before, after] = textsAt(service, ["spec", "type"]);
  if (before === after) return [];
  const lost = before === "LoadBalancer" ? " The balancer's address is given up." : "";
  const gained = after === "LoadBalancer" ? " A balancer gives it an address." : "";
  return [
    say(
      `The Service ${name} changes from ${before ?? "ClusterIP"} to ${after ?? "ClusterIP"}.${lost}${gained}`,
    ),
  ];
}

function otherSentences(service: Step, name: string, say: Say): Sentence[] {
  const [, type] = textsAt(service, ["spec", "type"]);
  const ranges = changesBelow(service, "spec.loadBalancerSourceRanges").map(({ before, after }) =>
    say(
      `Clients that reach the Service ${name} change from ${quoted(before ?? "all")} to ${quoted(after ?? "all")}.`,
    ),
  );
  const balancer = [
    ...changesBelow(service, "metadata.annotations"),
    ...changesBelow(service, "spec.loadBalancerIP"),
    ...changesBelow(service, "spec.externalIPs"),
    ...changesBelow(service, "spec.externalTrafficPolicy"),
  ];
  const ports = portWords(service);
  return [
    ...ranges,
    ...(balancer.length > 0 && type === "LoadBalancer"
      ? [
          say(
            `The Service ${name} tells its balancer something else (${enumerated(balancer.map(({ path }) => path))}): the address may change.`,
          ),
        ]
      : []),
    ...(ports.length === 0
      ? []
      : [say(`Ports of the Service ${name}: ${enumerated([...new Set(ports)])}.`)]),
  ];
}

// Where a port leads to in the pod is another matter.
function portWords(service: Step): string[] {
  const changed = changesBelow(service, "spec.ports").filter(
    ({ path }) => !path.endsWith(".targetPort"),
  );
  return changed.map(({ path, before, after }) => {
    const [port = ""] = /\[[^\]]+\]/.exec(path) ?? [];
    const isWhole = path.endsWith("]");
    const verb =
      isWhole && before === undefined
        ? "opens"
        : isWhole && after === undefined
          ? "closes"
          : "changes";
    return `${port.slice(1, -1)} ${verb}`;
  });
}
