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
}

const texts = [
  "time",
  "snapshot",
  "version",
  "error",
  "failed",
  "verified",
  "verifyWarning",
  "verifyError",
] as const;
const numbers = ["size", "added"] as const;

/** What the Job has written; nothing before it has. */
export function lastBackupOf(data: Readonly<Record<string, string>> | undefined): LastBackup {
  const text = data?.["backup"];
  if (text === undefined) return {};
  const written: unknown = JSON.parse(text);
  const given = new Map<string, unknown>(Object.entries(Object(written) as object));
  const last: LastBackup = {};
  for (const key of texts) {
    const value = given.get(key);
    if (typeof value === "string") last[key] = value;
  }
  for (const key of numbers) {
    const value = given.get(key);
    if (typeof value === "number") last[key] = value;
  }
  return last;
}
