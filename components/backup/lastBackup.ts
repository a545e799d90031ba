/** What became of the last backup. A failed one leaves what is said of the one before it. */
export interface LastBackup {
  /** When the set was taken that the newest backup holds, ISO 8601 in UTC; none before the first one. */
  time?: string;
  /** Identity of its snapshot in the repository. */
  snapshot?: string;
  /** Size of the set, in bytes. */
  size?: number;
  /** Bytes that it added to the repository. */
  added?: number;
  /** OpenNebula version that it is of. */
  version?: string;
  /** Why a later one failed; none while the newest one is good. */
  error?: string;
  /** When that was, ISO 8601 in UTC. */
  failed?: string;
  /** When one was restored last to prove that it can be, ISO 8601 in UTC. */
  verified?: string;
  /** What `onedb fsck` would repair in that one; none while it finds nothing. */
  verifyWarning?: string;
  /** Why the last one couldn't be restored; none while it could. */
  verifyError?: string;
  /** The same of images, where they are in the backups. */
  datastores?: LastDatastores;
}

/** What became of the last backup of images. */
export interface LastDatastores {
  /** When it was begun, ISO 8601 in UTC; none before the first one. */
  time?: string;
  /** Identity of its snapshot in the repository. */
  snapshot?: string;
  /** Size of the images, in bytes. */
  size?: number;
  /** Bytes that it added to the repository. */
  added?: number;
  /** Why a later one failed; none while the newest one is good. */
  error?: string;
  /** When that was, ISO 8601 in UTC. */
  failed?: string;
}

/** What the Jobs have written; nothing before they have. */
export function lastBackupOf(data: Readonly<Record<string, string>> | undefined): LastBackup {
  const written = writtenIn(data?.["backup"]);
  const last: LastBackup = lastOf(written);
  for (const key of ["version", "verified", "verifyWarning", "verifyError"] as const) {
    const value = written.get(key);
    if (typeof value === "string") last[key] = value;
  }
  const images = data?.["datastores"];
  return images === undefined ? last : { ...last, datastores: lastOf(writtenIn(images)) };
}

function lastOf(written: ReadonlyMap<string, unknown>): LastDatastores {
  const last: LastDatastores = {};
  for (const key of ["time", "snapshot", "error", "failed"] as const) {
    const value = written.get(key);
    if (typeof value === "string") last[key] = value;
  }
  for (const key of ["size", "added"] as const) {
    const value = written.get(key);
    if (typeof value === "number") last[key] = value;
  }
  return last;
}

function writtenIn(text: string | undefined): ReadonlyMap<string, unknown> {
  const written: unknown = text === undefined ? {} : JSON.parse(text);
  return new Map<string, unknown>(Object.entries(Object(written) as object));
}
