// Copies of what a front-end is, kept in a repository: when they are made, where they go, how long they stay.
export { createRestore } from "./restoring";
export { withRestoreKept } from "./restoreKept";
export { type Restore, resolveRestore, type RestoreSettings } from "./restore";
export { type Backup, type BackupSettings, type BackupVerification, resolveBackup } from "./backup";
export { type Backups, createBackup, createBackupResult } from "./backups";
export { secondsBetween } from "./schedule";
export type { LastBackup, LastDatastores } from "./lastBackup";
export type { Repository } from "./repository";
export type { Retention } from "./retention";
export { secretBackup, secretRestore } from "./secrets";
export type { RepositoryVolume } from "./volume";
export type { S3Bucket } from "./s3";
export type { SftpFolder } from "./sftp";
