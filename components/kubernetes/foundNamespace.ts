import { packageName } from "../package";

/** What the API server says of a namespace, as far as it matters here. */
export interface FoundNamespace {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly managedFields?: readonly FieldManager[];
}

interface FieldManager {
  readonly manager?: string;
  readonly operation?: string;
  readonly time?: string;
  readonly fieldsV1?: unknown;
}

/** The label that the API server gives to each namespace: its name. */
export const nameLabel = "kubernetes.io/metadata.name";

const enforceLabel = "pod-security.kubernetes.io/enforce";

/** Labels by which a namespace is known to be a front-end's own, and the Pod Security that it enforces. */
export function namespaceLabels(name: string, level: string): Record<string, string> {
  return { ...ownLabels(name), [enforceLabel]: level };
}

function ownLabels(name: string): Record<string, string> {
  return {
    "app.kubernetes.io/managed-by": packageName,
    "app.kubernetes.io/instance": name,
  };
}

/** Whether a front-end of this name made the namespace: it carries its labels, or was just made for it. */
export function isOwn(found: FoundNamespace, name: string): boolean {
  const labels = found.labels ?? {};
  return (
    Object.entries(ownLabels(name)).every(([key, value]) => labels[key] === value) ||
    isJustMade(found)
  );
}

/** Pod Security that a namespace enforces; without a label of its own the cluster's default, as a rule "privileged". */
export function enforcedLevel({ labels = {} }: FoundNamespace): string {
  return labels[enforceLabel] ?? "privileged";
}

// Who makes a namespace owns the label with its name, at the time of its creation. Who declares the same label later
// shares it, without a time of its own since nothing changed.
function isJustMade({ creationTimestamp, managedFields = [] }: FoundNamespace): boolean {
  const owners = managedFields.filter(ownsName);
  return (
    owners.some(({ time }) => secondsBetween(creationTimestamp, time) <= 2) &&
    owners.every(({ manager = "", operation }) => operation === "Apply" && isPulumi(manager))
  );
}

function isPulumi(manager: string): boolean {
  return manager.startsWith("pulumi-kubernetes-");
}

function ownsName({ fieldsV1 }: FieldManager): boolean {
  return JSON.stringify(fieldsV1 ?? {}).includes(`"f:${nameLabel}"`);
}

function secondsBetween(from: string | undefined, to: string | undefined): number {
  if (from === undefined || to === undefined) return Infinity;
  return Math.abs(Date.parse(to) - Date.parse(from)) / 1000;
}
