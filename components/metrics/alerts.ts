import type { Problems, Rule } from "../rules";

/** From when on each alert is raised. */
export interface Alerts {
  /**
   * Seconds without measurements of a host that was monitored, from 60 to 86400. OpenNebula's hosts send theirs every
   * 120 seconds (PROBES_PERIOD/MONITOR_HOST in /etc/one/monitord.conf). Default: 300.
   */
  hostSilentSeconds?: number;
  /** Percent of a datastore's room that must be free, from 1 to 99. Default: 10. */
  datastoreFreePercent?: number;
  /** Days for which the certificate must still be good, from 1 to 365. Default: 14. */
  certificateDays?: number;
  /** Elections within an hour that are too many, from 1 to 100. Default: 3. */
  leaderChangesPerHour?: number;
}

export type AlertSettings = Required<Readonly<Alerts>>;

const numberRule =
  (least: number, most: number, what: string): Rule<number> =>
  (value) =>
    Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `is not a number of ${what}; give a whole one from ${least} to ${most}.`;

const limits = {
  hostSilentSeconds: { usual: 300, rule: numberRule(60, 86400, "seconds") },
  datastoreFreePercent: { usual: 10, rule: numberRule(1, 99, "percent") },
  certificateDays: { usual: 14, rule: numberRule(1, 365, "days") },
  leaderChangesPerHour: { usual: 3, rule: numberRule(1, 100, "elections") },
} as const;

/** Checks the limits and fills in those that were left out. */
export function resolveAlerts(problems: Problems, alerts: Alerts = {}): AlertSettings {
  const limit = (key: keyof typeof limits): number => {
    const value = alerts[key] ?? limits[key].usual;
    problems.check(`metrics.alerts.${key}`, value, limits[key].rule);
    return value;
  };
  return {
    hostSilentSeconds: limit("hostSilentSeconds"),
    datastoreFreePercent: limit("datastoreFreePercent"),
    certificateDays: limit("certificateDays"),
    leaderChangesPerHour: limit("leaderChangesPerHour"),
  };
}
