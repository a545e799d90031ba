import { textAt } from "../rehearse/json";
import type { FieldChange } from "./fields";
import type { Declared } from "./side";

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
  if (!type.startsWith("kubernetes:")) return [];
  const own = replacingFields[textAt(inputs, "kind") ?? ""] ?? [];
  const fixed = changesInPlace ? own.filter((field) => !contentFields.includes(field)) : own;
  const fields = ["metadata.name", "metadata.namespace", ...fixed];
  return paths.filter((path) => fields.some((field) => isBelow(path, field)));
}

/** Whether a path is a field, or something in it. */
export function isBelow(path: string, field: string): boolean {
  return path === field || (path.startsWith(field) && /^[.[ ]/.test(path.slice(field.length)));
}
