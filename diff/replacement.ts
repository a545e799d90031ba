import { textAt, type JsonObject } from "../rehearse/json";
import type { FieldChange } from "./fields";

// Fields that Pulumi's Kubernetes provider can't change in place, by kind.
const replacingFields: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  ConfigMap: ["data", "binaryData"],
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
  Secret: ["type", "data", "stringData"],
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

/** Paths of the changes that Pulumi can only carry out by replacing the resource. */
export function replacingPaths(
  type: string,
  inputs: JsonObject,
  changes: readonly FieldChange[],
): string[] {
  const paths = changes.map(({ path }) => path);
  if (madeWhole.some((prefix) => type.startsWith(prefix))) return paths;
  if (!type.startsWith("kubernetes:")) return [];
  const fields = ["metadata.name", "metadata.namespace", ...fieldsOf(inputs)];
  return paths.filter((path) => fields.some((field) => isBelow(path, field)));
}

function fieldsOf(inputs: JsonObject): readonly string[] {
  return replacingFields[textAt(inputs, "kind") ?? ""] ?? [];
}

/** Whether a path is a field, or something in it. */
export function isBelow(path: string, field: string): boolean {
  return path === field || (path.startsWith(field) && /^[.[ ]/.test(path.slice(field.length)));
}
