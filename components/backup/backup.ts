import type * as pulumi from "@pulumi/pulumi";
import type { Problems, Rule } from "../rules";
import {
  type Repository,
  type RepositorySettings,
  resolvePassword,
  resolveRepository,
} from "./repository";
import { resolveRetention, type Retention } from "./retention";
import { scheduleRule } from "./schedule";

/**
 * Backups of everything that makes a front-end what it is, by restic: database, one_key, credentials, keys, and the
 * configuration in use. Images are in them where `include` says so.
 */
export interface Backup {
  /**
   * When one is made: the five fields of cron, in the time zone of the cluster's controllers. Default: every four
   * minutes, so that at most five are lost.
   */
  schedule?: string;
  /**
   * What is backed up beside that: "datastores", which are images and files, on a schedule of their own since they are
   * large. Those of running machines' disks (TYPE "SYSTEM_DS") stay out. Default: nothing.
   */
  include?: string[];
  /** When "datastores" are backed up: as `schedule`. Default: "17 2 * * *". */
  datastoresSchedule?: string;
  /** Where backups are kept, encrypted. Default: a volume of its own, which is lost with the cluster. */
  repository?: Repository;
  /**
   * How many stay. Default: 30 of the last, 48 of hours, 14 of days, 8 of weeks, 6 of months.
   */
  retention?: Retention;
  /**
   * Password of the repository, 12 to 256 printable ASCII characters without blanks. Nobody opens a backup without it:
   * keep a copy of it. Default: made once, and the output `backupPassword`.
   */
  password?: pulumi.Input<string>;
  /** Proves on a schedule of its own that the newest backup can be restored. Default: once a day. */
  verify?: BackupVerification;
  /**
   * Name under which the backups stand in the repository, one for each front-end. Default: namespace
   * and component's name, with "/" between them.
   */
  host?: string;
}

/** The newest backup is restored into a scratch folder, compared with its checksums, and its database checked. */
export interface BackupVerification {
  /** When: as `schedule` of backups. Default: "37 3 * * *". */
  schedule?: string;
}

export interface BackupSettings extends Backup {
  readonly verify: { readonly schedule: string };
  readonly schedule: string;
  readonly repository: RepositorySettings;
  readonly retention: Retention;
  readonly include: string[];
  readonly datastoresSchedule: string;
}

/** Every four minutes, which with the time that one takes is less than five. */
const defaultSchedule = "*/4 * * * *";

export const hostRule: Rule<string> = (value) =>
  /^[A-Za-z0-9]([A-Za-z0-9._/-]{0,251}[A-Za-z0-9])?$/.test(value)
    ? undefined
    : 'is not a name for backups; use letters, digits, "-", "_", "." and "/", with a letter or digit at both ends.';

/** What a backup may hold beside what makes a front-end what it is. */
export const datastores = "datastores";

const includeRule: Rule<string> = (value) =>
  value === datastores ? undefined : `can't be in a backup; give "${datastores}", or leave it out.`;

/** Checks how backups are made and fills in what was left out. */
export function resolveBackup(problems: Problems, backup?: Backup): BackupSettings | undefined {
  if (backup === undefined) return undefined;
  const { schedule = defaultSchedule, host, include = [] } = backup;
  const { datastoresSchedule = "17 2 * * *" } = backup;
  problems.check("backup.schedule", schedule, scheduleRule);
  const { schedule: verified = "37 3 * * *" } = backup.verify ?? {};
  problems.check("backup.verify.schedule", verified, scheduleRule);
  problems.check("backup.datastoresSchedule", datastoresSchedule, scheduleRule);
  include.forEach((item, index) => {
    problems.check(`backup.include[${index}]`, item, includeRule);
  });
  if (host !== undefined) problems.check("backup.host", host, hostRule);
  const password = resolvePassword(problems, "backup.password", backup.password);
  return {
    schedule,
    include,
    datastoresSchedule,
    verify: { schedule: verified },
    repository: resolveRepository(problems, "backup.repository", backup.repository),
    retention: resolveRetention(problems, backup.retention),
    ...(password === undefined ? {} : { password }),
    ...(host === undefined ? {} : { host }),
  };
}
