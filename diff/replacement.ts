import { isObject, textAt, type Json, type JsonObject } from "../rehearse/json";
import { isMade } from "../rehearse/placeholders";
import { kubernetesProvider } from "./cluster";
import { type FieldChange, fieldChanges } from "./fields";
import { segments } from "./path";
import { type Declared, isFingerprint } from "./side";

const contentFields = ["data", "binaryData", "stringData"];

// Fields that Pulumi's Kubernetes provider can't change in place, by kind.
const replacingFields: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  ConfigMap: contentFields,
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  Job: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  PersistentVolumeClaim: [
    "spec.accessModes",
    "spec.selector",
    "spec.storageClassName",
    "spec.volumeName",
  ],
  Pod: ["spec"],
  RoleBinding: ["roleRef"],
  Secret: ["type", ...contentFields],
  Service: ["spec.clusterIP"],
  StatefulSet: [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  StorageClass: ["parameters", "provisioner"],
};

// Their values come out of these inputs, so another input means other values.
const madeWhole = ["random:index/", "tls:index/privateKey:"];

type Subject = Pick<Declared, "type" | "inputs" | "changesInPlace">;

/** Paths of the changes that Pulumi can only carry out by replacing the resource. */
export function replacingPaths(
  { type, inputs, changesInPlace = false }: Subject,
  changes: readonly FieldChange[],
): string[] {
  const paths = changes.map(({ path }) => path);
  if (madeWhole.some((prefix) => type.startsWith(prefix))) return paths;
  if (type === kubernetesProvider) return movingPaths(inputs, changes);
  if (!type.startsWith("kubernetes:")) return [];
  const own = replacingFields[textAt(inputs, "kind") ?? ""] ?? [];
  const fixed = changesInPlace ? own.filter((field) => !contentFields.includes(field)) : own;
  const fields = ["metadata.name", "metadata.namespace", ...fixed];
  return paths.filter((path) => fields.some((field) => isBelow(path, field)));
}

/** Inputs of the Kubernetes provider with which it leads to another cluster, as far as it can tell. */
function movingPaths(inputs: JsonObject, changes: readonly FieldChange[]): string[] {
  const at = (field: string): FieldChange[] => changes.filter(({ path }) => isBelow(path, field));
  const others = (field: string): FieldChange[] =>
    at(field).filter(({ before, after }) => before !== undefined && after !== undefined);
  const identifier = "clusterIdentifier";
  if (inputs[identifier] !== undefined && at(identifier).length === 0) return [];
  const unknown = ["kubeconfig", "context", "cluster"].flatMap((field) =>
    at(field).filter(({ after }) => isMade(after)),
  );
  const known = [...others(identifier), ...others("activeCluster"), ...at("renderYamlToDirectory")];
  return [...known, ...unknown].map(({ path }) => path);
}

/** Paths in `replaceOnChanges` at which inputs differ. */
export function chosenPaths(
  { lifecycle }: Declared,
  before: JsonObject,
  after: JsonObject,
): string[] {
  return (lifecycle?.replacing ?? [])
    .filter((path) => differAt(before, after, segments(path)))
    .map((path) => `replaceOnChanges ${path}`);
}

function differAt(
  before: Json | undefined,
  after: Json | undefined,
  [first, ...rest]: readonly string[],
): boolean {
  if (first === undefined || isFingerprint(before)) return fieldChanges(before, after).length > 0;
  const [old, now] = [membersOf(before), membersOf(after)];
  // What is above the path, and comes or goes as a whole, isn't below it.
  if (old === undefined || now === undefined) return false;
  const keys = first === "*" ? Object.keys({ ...old, ...now }) : [first];
  return keys.some((key) => differAt(old[key], now[key], rest));
}

function membersOf(value: Json | undefined): JsonObject | undefined {
  if (Array.isArray(value)) return Object.fromEntries(Object.entries(value));
  return isObject(value) ? value : undefined;
}

/** Whether a path is a field, or something in it. */
export function isBelow(path: string, field: string): boolean {
  return path === field || (path.startsWith(field) && /^[.[ ]/.test(path.slice(field.length)));
}
