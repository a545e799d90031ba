import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimName, dataVolume, namedMetadata, type Owner } from "../kubernetes";
import { amountOf, beforeUpdate, type Inputs, memberAt, sentence } from "../rules";
import type { Place } from "./place";
import type { StorageSettings } from "./storage";

// What a claim and a patch of one both take.
type ClaimSpec = k8s.types.input.core.v1.PersistentVolumeClaimSpec &
  k8s.types.input.core.v1.PersistentVolumeClaimSpecPatch;

/** What a claim asks for. */
export type ClaimedVolume = Pick<StorageSettings, "size" | "accessMode" | "storageClass">;

/** The claim of a volume. */
export function claimSpec({ size, accessMode, storageClass }: ClaimedVolume): ClaimSpec {
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: size } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
  };
}

/** What decides which claims there are. */
export interface ClaimOwner extends Owner {
  readonly replicas: number;
  readonly storage: StorageSettings;
}

/** Makes a claim for each pod unless the user has one, and returns the first one's name when all are there. */
export function createClaim(owner: ClaimOwner): pulumi.Output<string> {
  const { name, storage, replicas } = owner;
  const claims = Array.from({ length: replicas }, (_, ordinal) => {
    const metadata = namedMetadata(claimName(name, ordinal), owner);
    const resource = ordinal === 0 ? `${name}-data` : `${name}-data-${ordinal}`;
    return claimOf(owner, resource, metadata, storage, "storage.size");
  });
  return pulumi.all(claims).apply(([first = ""]) => first);
}

/** The template of a StatefulSet, by which a claim that somebody deletes comes back; none for a user's own claim. */
export function claimTemplates(
  storage: StorageSettings,
): k8s.types.input.core.v1.PersistentVolumeClaim[] {
  if (storage.existingClaim !== undefined) return [];
  return [{ metadata: { name: dataVolume }, spec: claimSpec(storage) }];
}

/** The user's own claim, or one as `createOwnClaim` makes it. */
export function claimOf(
  owner: Pick<ClaimOwner, "storage" | "opts">,
  resource: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  volume: ClaimedVolume & Place,
  property: string,
): pulumi.Output<string> {
  return volume.existingClaim === undefined
    ? createOwnClaim(owner, resource, metadata, volume, property)
    : pulumi.output(volume.existingClaim);
}

/** Makes a claim that outlives `destroy` if it is to be retained, and whose size the property of this name says. */
export function createOwnClaim(
  { storage, opts }: { storage: Pick<StorageSettings, "retain"> } & Pick<ClaimOwner, "opts">,
  resource: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  volume: ClaimedVolume,
  property: string,
): pulumi.Output<string> {
  const spec = claimSpec(volume);
  // The API server refuses a smaller claim too, but with a sentence that names neither the argument nor the way out.
  const look = beforeUpdate(`${resource}-keeps-its-size`, (inputs) => {
    refuseShrinking(inputs, property);
  });
  const options = { ...opts, hooks: { ...opts.hooks, ...look } };
  if (storage.retain) return createKeptClaim(resource, metadata, spec, options);
  return new k8s.core.v1.PersistentVolumeClaim(resource, { metadata, spec }, options).metadata.name;
}

/** Makes a claim that is never deleted, or takes over the one that an earlier `destroy` left; returns its name. */
function createKeptClaim(
  resource: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  spec: ClaimSpec,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  // A patch creates what is missing and takes over what is there, data included. Awaiting is the pod's part: for a
  // claim that is bound already no event comes, and the provider would wait for one until its time is up.
  const annotations = pulumi.output(metadata.annotations).apply((own) => ({
    ...own,
    "pulumi.com/patchForce": "true",
    "pulumi.com/skipAwait": "true",
  }));
  const claim = new k8s.core.v1.PersistentVolumeClaimPatch(
    resource,
    { metadata: { ...metadata, annotations }, spec },
    { ...opts, retainOnDelete: true },
  );
  return claim.metadata.name;
}

/** Fails an update that would make the claim smaller, at preview already. */
export function refuseShrinking({ oldInputs, newInputs }: Inputs, property = "storage.size"): void {
  const from = requestedSize(oldInputs);
  const to = requestedSize(newInputs);
  if (from === undefined || to === undefined) return;
  const violation = shrinkViolation(from, to);
  if (violation !== undefined) throw new Error(sentence(property, to, violation));
}

/** The sentence for a claim that would shrink, or undefined. */
export function shrinkViolation(from: string, to: string): string | undefined {
  return amountOf(to) < amountOf(from)
    ? `is smaller than the ${from} of the existing claim, and a volume can't shrink; give ${from} or more, or restore a backup into a new front-end.`
    : undefined;
}

function requestedSize(inputs: unknown): string | undefined {
  const storage = memberAt(inputs, ["spec", "resources", "requests", "storage"]);
  return typeof storage === "string" ? storage : undefined;
}
