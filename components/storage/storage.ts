import type * as pulumi from "@pulumi/pulumi";
import { checkInput, type Problems, sizeRule } from "../rules";
import { AccessMode } from "./accessMode";
import { type Datastores, type DatastoresSettings, resolveDatastores } from "./datastores";
import { resolvePlace } from "./place";

/** The data volume: SQLite database, keys, logs, and images unless they have a volume of their own. */
export interface Storage {
  /** Size, a Kubernetes quantity of bytes. It can grow where the storage class allows it, never shrink. Default: "20Gi". */
  size?: pulumi.Input<string>;
  /** StorageClass of the claim. Default: the cluster's own. */
  storageClass?: pulumi.Input<string>;
  /** "ReadWriteOnce", "ReadWriteOncePod" or "ReadWriteMany". Default: "ReadWriteOnce". */
  accessMode?: AccessMode;
  /**
   * Name of an existing PersistentVolumeClaim to use instead of an own one. `size` and
   * `accessMode` have no effect then, and `storageClass` is refused.
   */
  existingClaim?: pulumi.Input<string>;
  /** Leave the claim, and the namespace around it, in place at `pulumi destroy`; the next `up` finds them. Default: true. */
  retain?: boolean;
  /** A volume of its own for images and disks, of another class say. It is kept as the data volume is. Default: on the data volume. */
  datastores?: Datastores;
}

export interface StorageSettings extends Storage {
  readonly size: pulumi.Input<string>;
  readonly accessMode: AccessMode;
  readonly retain: boolean;
  readonly datastores?: DatastoresSettings;
}

/** Checks the volume's arguments and fills in what was left out. */
export function resolveStorage(problems: Problems, storage: Storage = {}): StorageSettings {
  const { accessMode = AccessMode.ReadWriteOnce, retain = true } = storage;
  const datastores = resolveDatastores(problems, storage.datastores);
  return {
    size: checkInput(problems, "storage.size", storage.size ?? "20Gi", sizeRule),
    accessMode,
    retain,
    ...resolvePlace(problems, "storage", storage),
    ...(datastores === undefined ? {} : { datastores }),
  };
}
