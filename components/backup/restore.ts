import * as pulumi from "@pulumi/pulumi";
import type { Problems, Rule } from "../rules";
import { hostRule } from "./backup";
import {
  locationOf,
  type Repository,
  type RepositorySettings,
  resolvePassword,
  resolveRepository,
} from "./repository";

/**
 * A front-end that begins as a backup has it: database, one_key, credentials, keys. Leave it in the program: it does
 * nothing more once it is done, and without it the front-end would get new credentials.
 */
export interface Restore {
  /** Where the backup is. Of a volume the existing claim is named. */
  repository: Repository;
  /**
   * Which one: "latest", the identity of a snapshot, or a time in UTC such as "2026-01-31T12:00:00Z", for the newest
   * one until then. Default: "latest".
   */
  snapshot?: string;
  /** Password of the repository: the output `backupPassword` of the front-end that made the backup. */
  password: pulumi.Input<string>;
  /** Name under which the backup stands in the repository. Default: namespace and component's name, with "/" between them. */
  host?: string;
  /**
   * Replace a database that has users. It is kept, with credentials and keys, in /var/lib/one/backups. Default: false.
   */
  force?: boolean;
}

export interface RestoreSettings extends Restore {
  readonly repository: RepositorySettings;
  readonly snapshot: string;
  readonly force: boolean;
}

export const snapshotRule: Rule<string> = (value) =>
  value === "latest" ||
  /^[0-9a-f]{8,64}$/.test(value) ||
  (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && !Number.isNaN(Date.parse(value)))
    ? undefined
    : 'isn\'t a snapshot; give "latest", at least 8 digits of its identity as `lastBackup` has it, or a time in UTC such as "2026-01-31T12:00:00Z".';

/** Checks what is restored and fills in what was left out. */
export function resolveRestore(
  problems: Problems,
  restore: Restore | undefined,
): RestoreSettings | undefined {
  if (restore === undefined) return undefined;
  const { snapshot = "latest", host, force = false } = restore;
  problems.check("restore.snapshot", snapshot, snapshotRule);
  if (host !== undefined) problems.check("restore.host", host, hostRule);
  const { volume } = restore.repository;
  if (volume !== undefined && volume.existingClaim === undefined) {
    problems.addWithoutValue(
      "restore.repository.volume.existingClaim",
      "is missing, and a new volume holds no backup; name the claim that does.",
    );
  }
  return {
    repository: resolveRepository(problems, "restore.repository", restore.repository),
    snapshot,
    password: resolvePassword(problems, "restore.password", restore.password) ?? restore.password,
    force,
    ...(host === undefined ? {} : { host }),
  };
}

/** What is asked for, in a line: once it is done, only another line does anything. */
export function requestOf(
  { repository, snapshot }: RestoreSettings,
  host: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`${snapshot} of ${host} in ${locationOf(repository)}`;
}
