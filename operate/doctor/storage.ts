import { memberAt } from "../../components/rules/memberAt";
import type { JsonObject } from "../../rehearse/json";
import { nameOf, namespaceOf } from "../../rehearse/kubernetes";
import { type Address, addressOf } from "../api";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject, textIn } from "./subject";

const claimKind = "PersistentVolumeClaim";
const defaultMarks = [
  "storageclass.kubernetes.io/is-default-class",
  "storageclass.beta.kubernetes.io/is-default-class",
];

const { ok, fails, warning } = findingsOf("Storage");

/** Whether there is a storage class for each claim, or the claim itself where the stack brings none. */
export async function storageFindings(subject: Subject): Promise<Finding[]> {
  const declared = objectsOf(subject.stack, claimKind);
  const names = declared.map(nameOf);
  const foreign = objectsOf(subject.stack, "StatefulSet")
    .flatMap(claimsOf)
    .filter(({ name }) => !names.includes(name));
  return Promise.all([
    ...declared.map((claim) => classFinding(subject, claim)),
    ...foreign.map((claim) => claimFinding(subject, claim)),
  ]);
}

async function claimFinding({ api }: Subject, claim: Address): Promise<Finding> {
  const found = await api.find(claim);
  return found === undefined
    ? fails(
        `there is no claim ${claim.name} in namespace ${claim.namespace ?? ""}; create it, or correct storage.existingClaim.`,
      )
    : ok(`the claim ${claim.name} is there (${textIn(found, "status", "phase") ?? "Pending"}).`);
}

async function classFinding({ api }: Subject, claim: JsonObject): Promise<Finding> {
  const address = addressOf(claim);
  const found = await api.find(address);
  // A claim that is there keeps its class, whatever is the default by now.
  const wanted = textIn(found ?? claim, "spec", "storageClassName");
  const classes = await api.list("storage.k8s.io/v1", "StorageClass");
  const chosen = classes.find((one) =>
    wanted === undefined ? isDefault(one) : nameOf(one) === wanted,
  );
  if (chosen !== undefined) return expansion(address.name, chosen);
  const have = classes.map(nameOf).join(", ") || "none";
  if (found !== undefined) {
    return ok(
      `the claim ${address.name} is there (${textIn(found, "status", "phase") ?? "Pending"}).`,
    );
  }
  return wanted === undefined
    ? fails(
        `the claim ${address.name} names no storage class, and the cluster has no default one (there is: ${have}); set storage.storageClass.`,
      )
    : fails(
        `there is no storage class ${wanted} for the claim ${address.name} (there is: ${have}); create it, or correct storage.storageClass.`,
      );
}

function expansion(claim: string, storageClass: JsonObject): Finding {
  const name = nameOf(storageClass) ?? "";
  return storageClass["allowVolumeExpansion"] === true
    ? ok(`the claim ${claim} has the class ${name}, whose volumes can grow.`)
    : warning(
        `the claim ${claim} has the class ${name}, whose volumes can't grow (allowVolumeExpansion isn't true); ask for enough storage.size from the start.`,
      );
}

function isDefault(storageClass: JsonObject): boolean {
  return defaultMarks.some(
    (key) => memberAt(storageClass, ["metadata", "annotations", key]) === "true",
  );
}

/** Claims that a StatefulSet's pod mounts by name. */
function claimsOf(front: JsonObject): Address[] {
  const volumes = memberAt(front, ["spec", "template", "spec", "volumes"]);
  const names = (Array.isArray(volumes) ? volumes : []).map((volume) =>
    memberAt(volume, ["persistentVolumeClaim", "claimName"]),
  );
  return names
    .filter((name) => typeof name === "string")
    .map((name) => ({ apiVersion: "v1", kind: claimKind, name, namespace: namespaceOf(front) }));
}
