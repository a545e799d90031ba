import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { inUse } from "../identity";
import { createReporter, namedMetadata, type Owner, unnamedMetadata } from "../kubernetes";
import type { Addresses } from "../network";
import type { Runtime } from "../pod";
import type { BackupSettings } from "./backup";
import { backupComponent, backupCronJobSpec, type BackupParts, backupRoles } from "./cronJob";
import { type LastBackup, lastBackupOf } from "./lastBackup";
import { createPasswords, createRepositorySecret, type PasswordOwner } from "./secrets";
import { createRepositoryClaim } from "./volume";

/** What decides whether and how backups are made. */
export interface BackupOwner extends Owner, Runtime, PasswordOwner {
  readonly backup?: BackupSettings;
}

/** What a user learns of backups. */
export interface Backups {
  /** Password of the repository; empty without backups. */
  readonly password: pulumi.Output<string>;
  readonly last: pulumi.Output<LastBackup>;
}

/** Creates the ConfigMap into which the Jobs write what became of the last backup; undefined without backups. */
export function createBackupResult(owner: BackupOwner): k8s.core.v1.ConfigMap | undefined {
  if (owner.backup === undefined) return undefined;
  const metadata = unnamedMetadata(owner, backupComponent);
  return new k8s.core.v1.ConfigMap(`${owner.name}-backup-result`, { metadata }, owner.opts);
}

/** What a backup is made from, and where it is written what became of it. */
interface BackedUp extends BackupParts {
  readonly addresses: Addresses;
  readonly backupResult: k8s.core.v1.ConfigMap | undefined;
}

/** Creates the CronJob and what its Jobs need. The front-end itself stays as it is. */
export function createBackup(
  owner: BackupOwner,
  parts: BackedUp,
  frontEnd: k8s.apps.v1.StatefulSet,
): Backups {
  const { name, backup, opts } = owner;
  const { backupResult: result } = parts;
  if (backup === undefined || result === undefined) {
    return { password: pulumi.output(""), last: pulumi.output({}) };
  }
  const { repository } = backup;
  const resource = `${name}-backup`;
  const metadata = unnamedMetadata(owner, backupComponent);
  const passwords = createPasswords(owner, backup);
  const secret = createRepositorySecret(resource, owner, metadata, repository, passwords);
  const objects = {
    secret,
    result: result.metadata.name,
    account: createReporter(
      owner,
      resource,
      metadata,
      result.metadata.name,
      frontEnd.metadata.name,
    ),
    frontEnd: parts.addresses.pod,
    ...(repository.volume === undefined
      ? {}
      : { claim: createRepositoryClaim(owner, repository.volume) }),
  };
  // Names of their own, by which `kubectl create job --from=cronjob/...` finds them.
  for (const role of backupRoles(backup)) {
    const spec = backupCronJobSpec(role, owner, backup, parts, objects);
    const named = { ...namedMetadata(`${name}-${role}`, owner), labels: metadata.labels };
    new k8s.batch.v1.CronJob(`${name}-${role}`, { metadata: named, spec }, opts);
  }
  return { password: inUse(passwords), last: readLast(owner, result) };
}

// What the Jobs write isn't in the outputs of the resource that this program registers.
function readLast({ name, opts }: Owner, result: k8s.core.v1.ConfigMap): pulumi.Output<LastBackup> {
  const read = k8s.core.v1.ConfigMap.get(`${name}-last-backup`, result.id, opts);
  return read.data.apply(lastBackupOf);
}
