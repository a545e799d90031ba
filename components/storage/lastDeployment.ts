import { isSameAt, memberAt } from "../rules";

/** What `databaseOf` says of a front-end without a server. */
export const sqlite = "SQLite";

/** Which database the component's arguments name, in a word. */
export function databaseOf(inputs: unknown): string {
  if (memberAt(inputs, ["database"]) === undefined) return sqlite;
  if (memberAt(inputs, ["database", "bundled"]) !== undefined) return "database.bundled";
  return (["host", "port", "name"] as const)
    .flatMap((key) => textOf(inputs, ["database", key]) ?? [])
    .join(" ");
}

/** Whether SQLite's content is to come along to a database that wasn't there before. */
export function isMovedAnew(oldInputs: unknown, newInputs: unknown): boolean {
  return (
    databaseOf(oldInputs) === sqlite &&
    memberAt(newInputs, ["database", "migrateFrom"]) !== undefined
  );
}

/** Whether the front-end is to have another volume, of which nothing is known here. */
export function hasOtherVolume(oldInputs: unknown, newInputs: unknown): boolean {
  const volumes = [["namespace"], ["storage", "existingClaim"]] as const;
  return volumes.some((path) => isSameAt(path, oldInputs, newInputs) !== true);
}

/** Whether the last deployment came to its end: outputs are its last step. */
export function hasFailed(outputs: unknown): boolean {
  return memberAt(outputs, ["imageReference"]) === undefined;
}

/** Whether a backup is asked for that wasn't before; the same one is done already and does nothing more. */
export function isRestoredAnew(oldInputs: unknown, newInputs: unknown): boolean {
  if (memberAt(newInputs, ["restore"]) === undefined) return false;
  const requests = [
    ["restore", "snapshot"],
    ["restore", "host"],
    ["restore", "repository"],
  ] as const;
  const isNew = memberAt(oldInputs, ["restore"]) === undefined;
  return isNew || requests.some((path) => isSameAt(path, oldInputs, newInputs) !== true);
}

function textOf(inputs: unknown, path: readonly string[]): string | undefined {
  return JSON.stringify(memberAt(inputs, path));
}
