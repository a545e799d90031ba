import type { AlertSettings } from "./alerts";

/** One alert, as Prometheus has it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that belong together, as Prometheus has them. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}

/** What decides which alerts there are. */
export interface Alarmed {
  readonly alerts: AlertSettings;
  /** Seconds between two backups, as their schedule has it; undefined where none are made. */
  readonly backupSeconds?: number;
  /** Whether there are several replicas, which elect a leader. */
  readonly hasMembers: boolean;
  /** Whether clients are shown a certificate. */
  readonly hasCertificate: boolean;
}

const day = 24 * 3600;

/** The alerts of a front-end, which is called "namespace/name" in its measurements. */
export function alertRules(frontEnd: string, alarmed: Alarmed): RuleGroup[] {
  const mine = `{front_end="${frontEnd}"}`;
  const { backupSeconds, hasMembers, hasCertificate } = alarmed;
  const rules = [
    ...oned(mine),
    ...hosts(mine, alarmed.alerts),
    ...datastores(mine, alarmed.alerts),
    ...(backupSeconds === undefined ? [] : backups(mine, backupSeconds)),
    ...(hasCertificate ? certificates(mine, alarmed.alerts) : []),
    ...(hasMembers ? members(mine, alarmed.alerts) : []),
  ];
  const labelled = rules.map((rule) => ({
    ...rule,
    labels: { ...rule.labels, front_end: frontEnd },
  }));
  return [{ name: `opennebula ${frontEnd}`, rules: labelled }];
}

type Severity = "critical" | "warning";

function rule(
  severity: Severity,
  alert: string,
  [expr, time]: readonly [expr: string, time: string],
  [summary, description]: readonly [summary: string, description: string],
): AlertRule {
  return {
    alert: `OpenNebula${alert}`,
    expr,
    for: time,
    labels: { severity },
    annotations: { summary, description },
  };
}

function oned(mine: string): AlertRule[] {
  return [
    rule(
      "critical",
      "Down",
      [`absent(opennebula_oned_up${mine} == 1)`, "1m"],
      [
        "oned doesn't answer.",
        "Nobody can manage the cloud; virtual machines go on. Look at the pod's events and at the log of its container oned.",
      ],
    ),
  ];
}

function hosts(mine: string, { hostSilentSeconds }: AlertSettings): AlertRule[] {
  const name = "{{ $labels.one_host_name }}";
  // A host that its operator has switched off may be silent.
  const switchedOff = `(opennebula_host_state${mine} == 4 or opennebula_host_state${mine} == 8)`;
  const silence = `time() - opennebula_host_last_monitoring_timestamp_seconds${mine}`;
  return [
    rule(
      "critical",
      "HostSilent",
      [`${silence} > ${hostSilentSeconds} unless on (one_host_id) ${switchedOff}`, "0s"],
      [
        `Host ${name} has sent no measurements for {{ $value | humanizeDuration }}.`,
        "Look whether the host is up, and whether its datagrams reach UDP port 4124 of the front-end: a load balancer, a firewall or the host's DNS may be in the way. `onehost forceupdate` starts its monitoring again.",
      ],
    ),
    rule(
      "critical",
      "HostInError",
      [`opennebula_host_state${mine} == 3 or opennebula_host_state${mine} == 5`, "1m"],
      [
        `Host ${name} is in error.`,
        "OpenNebula can't reach the host by SSH, or its probes fail there: `onehost show` has the reason. Its virtual machines may have to be moved.",
      ],
    ),
  ];
}

function datastores(mine: string, { datastoreFreePercent }: AlertSettings): AlertRule[] {
  const free = `opennebula_datastore_free_bytes${mine}`;
  // The room of some datastores is that of the hosts: they have none of their own.
  const share = `100 * ${free} / (opennebula_datastore_total_bytes${mine} > 0)`;
  return [
    rule(
      "warning",
      "DatastoreFull",
      [`${share} < ${datastoreFreePercent}`, "5m"],
      [
        "Datastore {{ $labels.one_datastore_name }} has {{ $value | humanize }} % of its room left.",
        "Delete images that nobody needs, or let the volume grow: `storage.size` or `storage.datastores.size`.",
      ],
    ),
  ];
}

function backups(mine: string, seconds: number): AlertRule[] {
  return [
    rule(
      "critical",
      "BackupLate",
      [`time() - opennebula_backup_timestamp_seconds${mine} > ${2 * seconds}`, `${seconds}s`],
      [
        "The newest backup is {{ $value | humanizeDuration }} old.",
        "Look at the output `lastBackup` and at the log of the newest Job of the CronJob of backups: what happens now would be lost with the volume.",
      ],
    ),
    rule(
      "critical",
      "BackupBroken",
      [`opennebula_backup_verify_failed${mine} == 1`, "0s"],
      [
        "The newest backup that was tried out can't be restored.",
        "The output `lastBackup` has the reason, in `verifyError`. Make another one with `npm run backup`, and look whether the repository is whole.",
      ],
    ),
  ];
}

function certificates(mine: string, { certificateDays }: AlertSettings): AlertRule[] {
  const left = `opennebula_certificate_expiry_timestamp_seconds${mine} - time()`;
  return [
    rule(
      "warning",
      "CertificateEnds",
      [`${left} < ${certificateDays * day}`, "5m"],
      [
        "The certificate of the front-end ends in {{ $value | humanizeDuration }}.",
        "Renew it: run `pulumi up` for one of the component's own, look at the Certificate for one of cert-manager, or put a new one into the Secret.",
      ],
    ),
  ];
}

function members(mine: string, { leaderChangesPerHour }: AlertSettings): AlertRule[] {
  const terms = `opennebula_ha_term${mine}[1h]`;
  const changes = `max(max_over_time(${terms})) - min(min_over_time(${terms}))`;
  return [
    rule(
      "warning",
      "LeaderRestless",
      [`${changes} > ${leaderChangesPerHour}`, "0s"],
      [
        "The front-end has elected its leader {{ $value }} times within an hour.",
        "Each election is a pause. Look whether a node, its disk or the network between the pods is slow, and raise `raft.electionTimeoutMilliseconds` if it must stay so.",
      ],
    ),
    rule(
      "critical",
      "DatabaseDiverged",
      [`opennebula_ha_diverged${mine} == 1`, "5m"],
      [
        "The database of a pod isn't the zone's any more, and can't be replaced.",
        "The log of its container raft says why: the others must have a majority without it. Look why they haven't, and bring back what is missing.",
      ],
    ),
  ];
}
