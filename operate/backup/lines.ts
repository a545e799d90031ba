import { sizeText } from "../status/table";
import type { BackupMade } from "./backups";

/** One line for each front-end. */
export function backupLines(made: readonly BackupMade[]): string {
  return made.map((one) => `${line(one)}\n`).join("");
}

function line({ name, namespace, job, backup, reason }: BackupMade): string {
  if (reason !== undefined) {
    return `${name}: no backup was made: ${reason} See kubectl -n ${namespace} logs job/${job}.`;
  }
  const { snapshot, time, size, added } = backup;
  if (snapshot === undefined) return `${name}: a backup is made by the Job ${job}.`;
  const sizes = [
    ...(size === undefined ? [] : [`${sizeText(size)} in all`]),
    ...(added === undefined ? [] : [`${sizeText(added)} new`]),
  ];
  return `${name}: backup ${snapshot} of ${[time ?? "now", ...sizes].join(", ")}`;
}
