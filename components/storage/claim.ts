import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimName, namedMetadata, type Owner } from "../kubernetes";
import { beforeUpdate, type Inputs, memberAt, sentence } from "../rules";
import { shrinkViolation, type StorageSettings } from "./storage";

/** The claim of the data volume. */
export function claimSpec({
  size,
  accessMode,
  storageClass,
}: StorageSettings): k8s.types.input.core.v1.PersistentVolumeClaimSpecPatch {
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: size } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
  };
}

/** What decides which claim there is. */
export interface ClaimOwner extends Owner {
  readonly storage: StorageSettings;
}

/** Makes the claim unless the user has one, and returns its name. */
export function createClaim(owner: ClaimOwner): pulumi.Output<string> {
  const { name, storage, opts } = owner;
  const { existingClaim, retain } = storage;
  if (existingClaim !== undefined) return pulumi.output(existingClaim);
  const metadata = namedMetadata(claimName(name), owner);
  const spec = claimSpec(storage);
  // The API server refuses a smaller claim too, but with a sentence that names neither the argument nor the way out.
  const hooks = beforeUpdate(`${name}-data-keeps-its-size`, refuseShrinking);
  const options = { ...opts, hooks };
  if (!retain) {
    const { accessModes, resources, storageClassName } = spec;
    const whole = { accessModes, resources, storageClassName };
    const claim = new k8s.core.v1.PersistentVolumeClaim(
      `${name}-data`,
      { metadata, spec: whole },
      options,
    );
    return claim.metadata.name;
  }
  // A patch creates what is missing and takes over what an earlier `destroy` left, data included. Awaiting is the pod's
  // part: for a claim that is bound already no event comes, and the provider would wait for one until its time is up.
  const annotations = {
    ...owner.annotations,
    "pulumi.com/patchForce": "true",
    "pulumi.com/skipAwait": "true",
  };
  const patch = { metadata: { ...metadata, annotations }, spec };
  const claim = new k8s.core.v1.PersistentVolumeClaimPatch(`${name}-data`, patch, {
    ...options,
    retainOnDelete: true,
  });
  return claim.metadata.name;
}

/** Fails an update that would make the claim smaller, at preview already. */
export function refuseShrinking({ oldInputs, newInputs }: Inputs): void {
  const from = requestedSize(oldInputs);
  const to = requestedSize(newInputs);
  if (from === undefined || to === undefined) return;
  const violation = shrinkViolation(from, to);
  if (violation !== undefined) throw new Error(sentence("storage.size", to, violation));
}

function requestedSize(inputs: unknown): string | undefined {
  const storage = memberAt(inputs, ["spec", "resources", "requests", "storage"]);
  return typeof storage === "string" ? storage : undefined;
}
