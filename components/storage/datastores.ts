import type * as pulumi from "@pulumi/pulumi";
import { namedMetadata } from "../kubernetes";
import { checkInput, type Inputs, memberAt, type Problems, sizeRule, withLook } from "../rules";
import { AccessMode } from "./accessMode";
import { claimOf, type ClaimOwner } from "./claim";
import { hasFailed } from "./lastDeployment";
import { resolvePlace } from "./place";

/**
 * A volume of its own for images and the files of virtual machines, /var/lib/one/datastores. What the data volume has of
 * them is copied to it before oned starts.
 */
export interface Datastores {
  /** Size, a Kubernetes quantity of bytes. It can grow where the storage class allows it, never shrink. Default: "100Gi". */
  size?: pulumi.Input<string>;
  /** StorageClass of the claim. Default: the cluster's own. */
  storageClass?: pulumi.Input<string>;
  /**
   * "ReadWriteOnce", "ReadWriteOncePod" or "ReadWriteMany", which NFS has. Default: "ReadWriteOnce".
   */
  accessMode?: AccessMode;
  /**
   * Name of an existing PersistentVolumeClaim to use instead of an own one, for an export of NFS say that hypervisors
   * mount too: user 9869 must be able to write it. `size` and `accessMode` have no effect then, and `storageClass` is
   * refused.
   */
  existingClaim?: pulumi.Input<string>;
}

export interface DatastoresSettings extends Datastores {
  readonly size: pulumi.Input<string>;
  readonly accessMode: AccessMode;
}

/** Checks the volume's arguments and fills in what was left out. */
export function resolveDatastores(
  problems: Problems,
  datastores: Datastores | undefined,
): DatastoresSettings | undefined {
  if (datastores === undefined) return undefined;
  const path = "storage.datastores";
  const { size = "100Gi", accessMode = AccessMode.ReadWriteOnce } = datastores;
  return {
    size: checkInput(problems, `${path}.size`, size, sizeRule),
    accessMode,
    ...resolvePlace(problems, path, datastores),
  };
}

/** Makes the claim unless the user has one, and returns its name; nothing where images are on the data volume. */
export function createDatastoresClaim(owner: ClaimOwner): pulumi.Output<string> | undefined {
  const { name, storage } = owner;
  const { datastores } = storage;
  if (datastores === undefined) return undefined;
  const resource = `${name}-datastores`;
  const metadata = namedMetadata(resource, owner);
  return claimOf(owner, resource, metadata, datastores, "storage.datastores.size");
}

/** The component's options, and a look at whether images would be hidden. */
export function withDatastoresKept(
  name: string,
  opts: pulumi.ComponentResourceOptions,
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-keeps-its-datastores`, refuseHidden);
}

/** Fails an update after which the front-end wouldn't see its images any more, at preview already. */
export function refuseHidden({ oldInputs, newInputs, oldOutputs }: Inputs): void {
  const [before, after] = [oldInputs, newInputs].map((inputs) =>
    memberAt(inputs, ["storage", "datastores"]),
  );
  if (before === undefined || before === null) return;
  // The pod itself knows whether its images had come there.
  if (hasFailed(oldOutputs)) return;
  if (after !== undefined && after !== null) return;
  throw new Error(
    "storage.datastores: is left out, and with it the volume that has images and disks, which the front-end wouldn't see any more; leave it in.",
  );
}
