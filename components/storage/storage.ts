import type * as pulumi from "@pulumi/pulumi";
import {
  amountOf,
  checkInput,
  checkOptionalInput,
  objectNameRule,
  type Problems,
  sizeRule,
} from "../rules";

/** How a volume may be mounted, in Kubernetes' words. */
export const AccessMode = {
  /** By the pods of one node. */
  ReadWriteOnce: "ReadWriteOnce",
  /** By one pod: the safest, where the storage class has it (CSI). */
  ReadWriteOncePod: "ReadWriteOncePod",
  /** By pods of several nodes. */
  ReadWriteMany: "ReadWriteMany",
} as const;
export type AccessMode = (typeof AccessMode)[keyof typeof AccessMode];

/** The data volume: SQLite database, images, keys, logs. */
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
}

export interface StorageSettings extends Storage {
  readonly size: pulumi.Input<string>;
  readonly accessMode: AccessMode;
  readonly retain: boolean;
}

/** Checks the volume's arguments and fills in what was left out. */
export function resolveStorage(problems: Problems, storage: Storage = {}): StorageSettings {
  const { accessMode = AccessMode.ReadWriteOnce, retain = true } = storage;
  const storageClass = checkOptionalInput(
    problems,
    "storage.storageClass",
    storage.storageClass,
    objectNameRule,
  );
  const existingClaim = checkOptionalInput(
    problems,
    "storage.existingClaim",
    storage.existingClaim,
    objectNameRule,
  );
  if (existingClaim !== undefined && storageClass !== undefined) {
    problems.addWithoutValue(
      "storage.storageClass",
      "has no effect on the claim that storage.existingClaim names; leave one of the two out.",
    );
  }
  return {
    size: checkInput(problems, "storage.size", storage.size ?? "20Gi", sizeRule),
    accessMode,
    retain,
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(existingClaim === undefined ? {} : { existingClaim }),
  };
}

/** The sentence for a claim that would shrink, or undefined. */
export function shrinkViolation(from: string, to: string): string | undefined {
  return amountOf(to) < amountOf(from)
    ? `is smaller than the ${from} of the existing claim, and a volume can't shrink; give ${from} or more, or restore a backup into a new front-end.`
    : undefined;
}
