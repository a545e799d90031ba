import * as pulumi from "@pulumi/pulumi";
import { namedMetadata, type Owner } from "../kubernetes";
import { checkInput, checkOptionalInput, objectNameRule, type Problems, sizeRule } from "../rules";
import { AccessMode, createOwnClaim } from "../storage";

/** A volume that holds the repository. An own one outlives `pulumi destroy`. */
export interface RepositoryVolume {
  /** Size of an own claim, a Kubernetes quantity of bytes. Default: "20Gi". */
  size?: pulumi.Input<string>;
  /** StorageClass of an own claim. Default: the cluster's own. */
  storageClass?: pulumi.Input<string>;
  /**
   * "ReadWriteOnce", "ReadWriteOncePod" or "ReadWriteMany", which NFS has, of an own claim. With several `replicas` only
   * the last one can be restored from, since every pod mounts it. Default: "ReadWriteOnce".
   */
  accessMode?: AccessMode;
  /** Name of an existing PersistentVolumeClaim to use instead; the others have no effect then. */
  existingClaim?: pulumi.Input<string>;
}

export interface VolumeSettings extends RepositoryVolume {
  readonly size: pulumi.Input<string>;
  readonly accessMode: AccessMode;
}

/** Checks the volume and fills in what was left out. */
export function resolveVolume(
  problems: Problems,
  path: string,
  volume: RepositoryVolume,
): VolumeSettings {
  const { size = "20Gi", accessMode = AccessMode.ReadWriteOnce } = volume;
  const { storageClass, existingClaim } = volume;
  const checked = (key: string, value: pulumi.Input<string> | undefined) =>
    checkOptionalInput(problems, `${path}.${key}`, value, objectNameRule);
  const ownClass = checked("storageClass", storageClass);
  const claim = checked("existingClaim", existingClaim);
  return {
    size: checkInput(problems, `${path}.size`, size, sizeRule),
    accessMode,
    ...(ownClass === undefined ? {} : { storageClass: ownClass }),
    ...(claim === undefined ? {} : { existingClaim: claim }),
  };
}

/** Makes the claim unless the user has one, and returns its name. It is never deleted: backups outlive what they are of. */
export function createRepositoryClaim(
  owner: Owner,
  { existingClaim, ...volume }: VolumeSettings,
): pulumi.Output<string> {
  if (existingClaim !== undefined) return pulumi.output(existingClaim);
  const { name, opts } = owner;
  const metadata = namedMetadata(`${name}-backup`, owner);
  const kept = { storage: { retain: true }, opts };
  const property = "backup.repository.volume.size";
  return createOwnClaim(kept, `${name}-backup`, metadata, volume, property);
}
