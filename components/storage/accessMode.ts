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
