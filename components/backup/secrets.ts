import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type KeyRotationSettings, madePasswords } from "../identity";
import type { Owner } from "../kubernetes";
import type { Backup, BackupSettings } from "./backup";
import type { Repository } from "./repository";
import type { Restore } from "./restore";

/** The arguments as they may stand in Pulumi's state: what is secret is marked so, however it was given. */
export function secretBackup(backup: Backup): Backup {
  const { password, repository } = backup;
  return {
    ...backup,
    ...(password === undefined ? {} : { password: pulumi.secret(password) }),
    ...(repository === undefined ? {} : { repository: secretRepository(repository) }),
  };
}

/** The same of what is restored. */
export function secretRestore(restore: Restore): Restore {
  return {
    ...restore,
    password: pulumi.secret(restore.password),
    repository: secretRepository(restore.repository),
  };
}

/** The same of where backups are. */
function secretRepository(repository: Repository): Repository {
  const { s3, sftp } = repository;
  return {
    ...repository,
    ...(s3 === undefined
      ? {}
      : {
          s3: {
            ...s3,
            accessKeyId: pulumi.secret(s3.accessKeyId),
            secretAccessKey: pulumi.secret(s3.secretAccessKey),
          },
        }),
    ...(sftp === undefined
      ? {}
      : { sftp: { ...sftp, privateKey: pulumi.secret(sftp.privateKey) } }),
  };
}

/** What decides which passwords open the repository. */
export interface PasswordOwner extends Pick<Owner, "name" | "opts"> {
  readonly keyRotation: Pick<
    KeyRotationSettings,
    "backupPasswordGenerations" | "formerBackupPassword"
  >;
}

/** The repository's passwords, the one in use first: the user's own, or such as are made once. */
export function createPasswords(
  { name, keyRotation, opts }: PasswordOwner,
  { password }: Pick<BackupSettings, "password">,
): pulumi.Output<string>[] {
  const { backupPasswordGenerations, formerBackupPassword: former } = keyRotation;
  if (password !== undefined) {
    return [password, ...(former === undefined ? [] : [former])].map((own) => pulumi.secret(own));
  }
  return madePasswords(`${name}-backup-password`, backupPasswordGenerations, opts);
}

/** Puts what opens the repository into a Secret, and returns its name. */
export function createRepositorySecret(
  name: string,
  { opts }: Pick<Owner, "opts">,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  { s3, sftp }: Repository,
  [password, former]: readonly pulumi.Output<string>[],
): pulumi.Output<string> {
  const stringData = {
    ...(password === undefined ? {} : { password }),
    ...(former === undefined ? {} : { "former-password": former }),
    ...(s3 === undefined
      ? {}
      : { "access-key-id": s3.accessKeyId, "secret-access-key": s3.secretAccessKey }),
    ...(sftp === undefined
      ? {}
      : { "sftp-private-key": sftp.privateKey, "sftp-host-key": sftp.hostKey }),
  };
  return new k8s.core.v1.Secret(name, { metadata, stringData }, opts).metadata.name;
}
