import { type Problems, wholeNumberRule } from "../rules";

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

const limits = {
  hostSilentSeconds: { usual: 300, rule: wholeNumberRule("a number of seconds", 60, 86400) },
  datastoreFreePercent: { usual: 10, rule: wholeNumberRule("a number of percent", 1, 99) },
  certificateDays: { usual: 14, rule: wholeNumberRule("a number of days", 1, 365) },
  leaderChangesPerHour: { usual: 3, rule: wholeNumberRule("a number of elections", 1, 100) },
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
