import { portTable } from "../roles";
import type { Problems, Violation } from "../rules";

/** Node ports as a user gives them, and where the cluster has them. */
export interface NodePorts {
  /** Kind of the Service; "ClusterIP" has no node ports. */
  readonly type: string;
  readonly nodePorts: Readonly<Record<string, number>>;
  /** First to last, such as "30000-32767". */
  readonly nodePortRange: string;
}

/** The ports that the user chose: 0 leaves the choice to Kubernetes. */
export function chosenNodePorts(
  nodePorts: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(Object.entries(nodePorts).filter(([, port]) => port !== 0));
}

/** Checks names, numbers and the range that they must lie in. */
export function checkNodePorts(problems: Problems, given: NodePorts): void {
  const { type, nodePorts, nodePortRange } = given;
  if (type === "ClusterIP" && Object.keys(nodePorts).length > 0) {
    problems.add(
      "expose.nodePorts",
      nodePorts,
      'have no effect with expose.type "ClusterIP"; leave them out, or use "NodePort" or "LoadBalancer".',
    );
  }
  problems.check("expose.nodePortRange", nodePortRange, (range) => {
    const { first, last } = limits(range);
    return /^[0-9]+-[0-9]+$/.test(range) && first >= 1 && first <= last && last <= 65535
      ? undefined
      : 'is not a range; write first and last port such as "30000-32767".';
  });
  const taken = new Set<number>();
  for (const [name, port] of Object.entries(nodePorts)) {
    problems.check(
      `expose.nodePorts.${name}`,
      port,
      (value) =>
        nameViolation(name) ??
        (value === 0
          ? undefined
          : (rangeViolation(value, nodePortRange) ??
            (taken.has(value) ? "is given twice; choose another node port." : undefined))),
    );
    taken.add(port);
  }
}

/** What keeps monitoring from this node port: it is the very port that hypervisors dial. */
export function nodePortViolation(port: number, given: NodePorts): Violation | undefined {
  const { nodePorts, nodePortRange } = given;
  if (rangeViolation(port, nodePortRange) !== undefined) {
    return `can't be a node port (${nodePortRange}), and hypervisors dial the very port that monitord has; choose one in that range, or expose.type "LoadBalancer".`;
  }
  const owner = Object.entries(nodePorts).find(([, taken]) => taken === port);
  return owner && `is given to "${owner[0]}" by expose.nodePorts; choose another one.`;
}

function nameViolation(name: string): Violation | undefined {
  const names = portTable
    .filter(({ monitoring, secures }) => monitoring !== true && secures === undefined)
    .map((port) => port.name);
  return names.includes(name)
    ? undefined
    : `names no port; the names are ${names.join(", ")}, and monitoring has monitorPort.`;
}

function rangeViolation(port: number, range: string): Violation | undefined {
  const { first, last } = limits(range);
  return Number.isInteger(port) && port >= first && port <= last
    ? undefined
    : `is outside the node port range ${range}; choose a whole number in it.`;
}

function limits(range: string): { first: number; last: number } {
  const [first = 0, last = 0] = range.split("-").map(Number);
  return { first, last };
}
