import { auto, memberAt, type Problems, type Rule, wholeNumberRule } from "../rules";
import { AccessMode, type StorageSettings } from "../storage";

/** How the members of a front-end with several replicas choose their leader. */
export interface Raft {
  /**
   * Milliseconds without a word of the leader after which the first pod asks to be the next one: at least three times
   * the time that a message takes at worst. Default: 2500. Ends in /etc/one/oned.conf, RAFT/ELECTION_TIMEOUT_MS.
   */
  electionTimeoutMilliseconds?: number;
  /**
   * Milliseconds that each further pod waits longer, so that two don't ask at once. Pods with an odd number wait for
   * half of it for the answer of another pod, which may be lost, the others twice as long. Default: 600. Ends in
   * /etc/one/oned.conf, RAFT/ELECTION_TIMEOUT_MS and RAFT/XMLRPC_TIMEOUT_MS.
   */
  electionStaggerMilliseconds?: number;
}

export interface RaftSettings extends Raft {
  readonly electionTimeoutMilliseconds: number;
  readonly electionStaggerMilliseconds: number;
}

/** How many pods there are, and how they agree. */
export interface Membership {
  readonly replicas: number;
  readonly raft: RaftSettings;
}

/** Whether the pods are members of a zone; a single one runs alone. */
export function hasMembers({ replicas }: Pick<Membership, "replicas">): boolean {
  return replicas > 1;
}

const replicasRule: Rule<number> = (value) => {
  if ([1, 3, 5].includes(value)) return undefined;
  return value === 2 || value === 4
    ? `is an even number, with which no more losses are survived than with ${value - 1}, since more than half must be there; give ${value - 1} or ${value + 1}.`
    : "is not a number of replicas; give 1, 3 or 5.";
};

/** Checks how many pods there are to be. */
export function resolveReplicas(problems: Problems, replicas = 1): number {
  problems.check("replicas", replicas, replicasRule);
  return replicas;
}

// The leader speaks every 500 ms, as packaged.
const timeoutRule = wholeNumberRule("a time-out", 1000, 60_000, "milliseconds");
const staggerRule = wholeNumberRule("a time", 0, 10_000, "milliseconds");

/** Checks how a leader is chosen and fills in what was left out. */
export function resolveRaft(problems: Problems, raft: Raft = {}): RaftSettings {
  const { electionTimeoutMilliseconds = 2500, electionStaggerMilliseconds = 600 } = raft;
  problems.check("raft.electionTimeoutMilliseconds", electionTimeoutMilliseconds, timeoutRule);
  problems.check("raft.electionStaggerMilliseconds", electionStaggerMilliseconds, staggerRule);
  return { electionTimeoutMilliseconds, electionStaggerMilliseconds };
}

const single = "or leave `replicas` at 1";

type Refusal = readonly [
  path: readonly string[],
  isRefused: (value: unknown) => boolean,
  violation: string,
];

const refusals: readonly Refusal[] = [
  [
    ["storage", "existingClaim"],
    (value) => value !== undefined,
    `is one volume, and each replica needs its own; leave it out, ${single}.`,
  ],
  [
    ["database"],
    (value) => value !== undefined,
    `is one server, and each replica needs a database of its own; leave it out, since SQLite is replicated by OpenNebula itself, ${single}.`,
  ],
  [
    ["expose", "hostNetwork"],
    (value) => value === true,
    `binds hypervisors to the node of one pod; use "LoadBalancer" or "NodePort", ${single}.`,
  ],
  [
    ["hostname"],
    (value) => value === auto,
    `is the name of one pod then; give a name or address that leads to the Service, ${single}.`,
  ],
  [
    ["monitorAddress"],
    (value) => value === auto,
    `has hypervisors send to the node of one pod; give a name or address that leads to the Service, ${single}.`,
  ],
];

/** What decides whether several pods can be members. */
export interface Joining extends Pick<Membership, "replicas"> {
  readonly storage: Pick<StorageSettings, "datastores">;
}

/** Checks that nothing of the front-end depends on one pod, if there are several. */
export function checkMembers(problems: Problems, settings: Joining): void {
  if (!hasMembers(settings)) return;
  const found = refusals.filter(([path, isRefused]) => isRefused(memberAt(settings, path)));
  for (const [path, , violation] of [...found, ...datastoresRefusals(settings)]) {
    const property = path.join(".");
    problems.addWithoutValue(property, `with replicas: ${settings.replicas}, it ${violation}`);
  }
}

function datastoresRefusals({ storage: { datastores } }: Joining): readonly Refusal[] {
  if (datastores === undefined) {
    const violation = `is missing, and images on the volume of one pod are away where another one leads; give a volume that all of them mount, ${single}.`;
    return [[["storage", "datastores"], () => true, violation]];
  }
  if (
    datastores.existingClaim !== undefined ||
    datastores.accessMode === AccessMode.ReadWriteMany
  ) {
    return [];
  }
  const violation = `is of a volume that pods of several nodes can't mount; give "ReadWriteMany", which NFS and CephFS have, ${single}.`;
  return [[["storage", "datastores", "accessMode"], () => true, violation]];
}
