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

// How the names of the claims end that aren't the data volume's, and the arguments that say what they are.
const properties: readonly (readonly [ending: string, property: string])[] = [
  ["-datastores", "storage.datastores"],
  ["-backup", "backup.repository.volume"],
  ["-database-0", "database.bundled"],
];

const { ok, fails, warning } = findingsOf("Storage");

/** A claim that a pod mounts, and the argument that names it. */
interface Mounted {
  readonly claim: Address;
  readonly property: string;
}

/** Whether there is a storage class for each claim, or the claim itself where the stack brings none. */
export async function storageFindings(subject: Subject): Promise<Finding[]> {
  const declared = objectsOf(subject.stack, claimKind);
  const names = declared.map(nameOf);
  const foreign = objectsOf(subject.stack, "StatefulSet")
    .flatMap(claimsOf)
    .filter(({ claim }) => !names.includes(claim.name));
  return Promise.all([
    ...declared.map((claim) => classFinding(subject, claim)),
    ...foreign.map((claim) => claimFinding(subject, claim)),
  ]);
}

async function claimFinding({ api }: Subject, { claim, property }: Mounted): Promise<Finding> {
  const found = await api.find(claim);
  return found === undefined
    ? fails(
        `there is no claim ${claim.name} in namespace ${claim.namespace ?? ""}; create it, or correct ${property}.existingClaim.`,
      )
    : ok(`the claim ${claim.name} is there (${textIn(found, "status", "phase") ?? "Pending"}).`);
}

async function classFinding({ api }: Subject, claim: JsonObject): Promise<Finding> {
  const address = addressOf(claim);
  const property = propertyOf(address.name);
  const found = await api.find(address);
  // A claim that is there keeps its class, whatever is the default by now.
  const wanted = textIn(found ?? claim, "spec", "storageClassName");
  const classes = await api.list("storage.k8s.io/v1", "StorageClass");
  const chosen = classes.find((one) =>
    wanted === undefined ? isDefault(one) : nameOf(one) === wanted,
  );
  if (chosen !== undefined) return expansion(address.name, property, chosen);
  const have = classes.map(nameOf).join(", ") || "none";
  if (found !== undefined) {
    return ok(
      `the claim ${address.name} is there (${textIn(found, "status", "phase") ?? "Pending"}).`,
    );
  }
  return wanted === undefined
    ? fails(
        `the claim ${address.name} names no storage class, and the cluster has no default one (there is: ${have}); set ${property}.storageClass.`,
      )
    : fails(
        `there is no storage class ${wanted} for the claim ${address.name} (there is: ${have}); create it, or correct ${property}.storageClass.`,
      );
}

function propertyOf(claim: string): string {
  return properties.find(([ending]) => claim.endsWith(ending))?.[1] ?? "storage";
}

function expansion(claim: string, property: string, storageClass: JsonObject): Finding {
  const name = nameOf(storageClass) ?? "";
  return storageClass["allowVolumeExpansion"] === true
    ? ok(`the claim ${claim} has the class ${name}, whose volumes can grow.`)
    : warning(
        `the claim ${claim} has the class ${name}, whose volumes can't grow (allowVolumeExpansion isn't true); ask for enough ${property}.size from the start.`,
      );
}

function isDefault(storageClass: JsonObject): boolean {
  return defaultMarks.some(
    (key) => memberAt(storageClass, ["metadata", "annotations", key]) === "true",
  );
}

/** Claims that a StatefulSet's pod mounts by name. */
function claimsOf(front: JsonObject): Mounted[] {
  const volumes = memberAt(front, ["spec", "template", "spec", "volumes"]);
  return (Array.isArray(volumes) ? volumes : []).flatMap((volume) => {
    const name = memberAt(volume, ["persistentVolumeClaim", "claimName"]);
    if (typeof name !== "string") return [];
    const claim = { apiVersion: "v1", kind: claimKind, name, namespace: namespaceOf(front) };
    const isOfImages = memberAt(volume, ["name"]) === "datastores";
    return [{ claim, property: isOfImages ? "storage.datastores" : "storage" }];
  });
}
