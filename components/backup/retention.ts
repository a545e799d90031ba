import { type Problems, wholeNumberRule } from "../rules";

/** Which backups stay: those that one of these keeps. What is given replaces the default as a whole. */
export interface Retention {
  /** The newest ones, by number. */
  keepLast?: number;
  /** The newest one of each of so many hours. */
  keepHourly?: number;
  /** The newest one of each of so many days. */
  keepDaily?: number;
  /** The newest one of each of so many weeks. */
  keepWeekly?: number;
  /** The newest one of each of so many months. */
  keepMonthly?: number;
  /** The newest one of each of so many years. */
  keepYearly?: number;
}

/** Two hours whole, two days by the hour, two weeks by the day, half a year by the month. */
const defaultRetention: Retention = {
  keepLast: 30,
  keepHourly: 48,
  keepDaily: 14,
  keepWeekly: 8,
  keepMonthly: 6,
};

const options = [
  ["keepLast", "--keep-last"],
  ["keepHourly", "--keep-hourly"],
  ["keepDaily", "--keep-daily"],
  ["keepWeekly", "--keep-weekly"],
  ["keepMonthly", "--keep-monthly"],
  ["keepYearly", "--keep-yearly"],
] as const;

const countRule = wholeNumberRule("a number of backups", 0, 99_999);

/** Checks how many backups stay. */
export function resolveRetention(problems: Problems, retention?: Retention): Retention {
  if (retention === undefined) return defaultRetention;
  for (const [key] of options) {
    const count = retention[key];
    if (count !== undefined) problems.check(`backup.retention.${key}`, count, countRule);
  }
  if (!options.some(([key]) => (retention[key] ?? 0) !== 0)) {
    problems.add(
      "backup.retention",
      retention,
      "would keep no backup at all; give one of its numbers, such as keepLast: 30.",
    );
  }
  return retention;
}

/** The same in restic's words. */
export function retentionOptions(retention: Retention): string {
  return options
    .flatMap(([key, option]) => {
      const count = retention[key] ?? 0;
      return count > 0 ? [`${option} ${count}`] : [];
    })
    .join(" ");
}
