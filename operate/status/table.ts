import type { LastBackup } from "../../components/backup/lastBackup";
import type { HypervisorState } from "../../components/hypervisors/hypervisorStates";
import type { Difference } from "./differences";
import type { FrontEndStatus, StackStatus } from "./frontEnd";
import type { PodStatus } from "./pod";
import type { JobStatus } from "./records";

type Row = readonly [title: string, lines: readonly string[]];

/** A stack's status as one table; `now` is in milliseconds. */
export function statusTable({ frontEnds, differences }: StackStatus, now: number): string {
  const rows = frontEnds.flatMap((frontEnd) => frontEndRows(frontEnd, now));
  const all: Row[] = [...rows, ["Differences", differenceLines(differences)]];
  const width = Math.max(...all.map(([title]) => title.length)) + 2;
  return all
    .flatMap(([title, lines]) =>
      lines.map((line, i) => (i === 0 ? title : "").padEnd(width) + line),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function frontEndRows(frontEnd: FrontEndStatus, now: number): Row[] {
  const { name, namespace, version, image = "", services } = frontEnd;
  const title: Row = ["Front-end", [`${name}, namespace ${namespace}`]];
  if (version === undefined) return [title, ["OpenNebula", ["isn't deployed"]]];
  return [
    title,
    ["OpenNebula", [version, ...(image === "" ? [] : [image])]],
    ["Pod", podLines(frontEnd, now)],
    ...services.map((service): Row => {
      const addresses = service.addresses.join(", ") || "no address yet";
      return [
        `Service ${service.name}`,
        [`${service.type}, ${addresses}`, service.ports.join(", ")],
      ];
    }),
    ["Hypervisors", hypervisorLines(frontEnd, now)],
    ["Last enrolment", [enrolmentLine(frontEnd.enrolment, now)]],
    ["Last backup", backupLines(frontEnd.backup, now)],
  ];
}

function podLines({ pod, further = [] }: FrontEndStatus, now: number): string[] {
  const pods = [pod, ...further];
  return pods.map((one) => (one === undefined ? "there is none" : podLine(one, now)));
}

function podLine({ name, state, leads, node, since, restarts }: PodStatus, now: number): string {
  const again = Object.entries(restarts).map(
    ([container, count]) => `${container} ${String(count)}`,
  );
  return [
    `${name} ${state}${leads === true ? " and leads" : ""}`,
    ...(node === undefined ? [] : [`on ${node}`]),
    ...(since === undefined ? [] : [`made ${agoText(since, now)}`]),
    again.length === 0 ? "no restarts" : `restarts: ${again.join(", ")}`,
  ].join(", ");
}

function hypervisorLines({ hypervisors }: FrontEndStatus, now: number): string[] {
  const { hosts, outdated } = hypervisors;
  const lines = hosts.map((host) => hostLine(host, now));
  const shown = lines.length === 0 ? ["none"] : lines;
  return outdated === undefined
    ? shown
    : [...shown, `(as of the last enrolment; OpenNebula wasn't asked: ${outdated})`];
}

function hostLine(
  { name, id, state = "unknown", lastMonitored, error }: HypervisorState,
  now: number,
): string {
  return [
    `${name} (${id === undefined ? "no number" : String(id)}): ${state}`,
    lastMonitored === undefined ? "never monitored" : `monitored ${agoText(lastMonitored, now)}`,
    ...(error === undefined ? [] : [error.replace(/\s+/g, " ")]),
  ].join(", ");
}

function enrolmentLine(enrolment: JobStatus | undefined, now: number): string {
  if (enrolment === undefined) return "none";
  const { state, time, reason } = enrolment;
  const when = time === undefined ? "" : ` ${agoText(time, now)}`;
  return reason === undefined ? `${state}${when}` : `${state}${when}: ${reason}`;
}

function backupLines(backup: LastBackup | undefined, now: number): string[] {
  if (backup === undefined) return ["none are made"];
  const { time, snapshot = "", size, error, failed, verified, verifyWarning, verifyError } = backup;
  const good =
    time === undefined
      ? "none yet"
      : [agoText(time, now), `snapshot ${snapshot}`, ...sized(size)].join(", ");
  return [
    good,
    ...(error === undefined
      ? []
      : [`the newest failed${failed === undefined ? "" : ` ${agoText(failed, now)}`}: ${error}`]),
    ...(verified === undefined ? [] : [`restored for proof ${agoText(verified, now)}`]),
    ...(verifyWarning === undefined ? [] : [verifyWarning]),
    ...(verifyError === undefined ? [] : [`the proof failed: ${verifyError}`]),
    ...datastoresLines(backup.datastores, now),
  ];
}

function datastoresLines(datastores: LastBackup["datastores"], now: number): string[] {
  if (datastores === undefined) return [];
  const { time, size, error } = datastores;
  const good = time === undefined ? "none yet" : [agoText(time, now), ...sized(size)].join(", ");
  return [`images: ${error === undefined ? good : `${good}; the newest failed: ${error}`}`];
}

function sized(bytes: number | undefined): string[] {
  return bytes === undefined ? [] : [sizeText(bytes)];
}

/** A number of bytes as it is shown. */
export function sizeText(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function differenceLines(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return ["none: the cluster is as the stack's file says"];
  return differences.flatMap(({ object, fields }) => fields.map((field) => `${object}: ${field}`));
}

const units = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** How long ago a time was, in the two largest units. */
export function agoText(time: string, now: number): string {
  let left = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (Number.isNaN(left)) return time;
  const parts: string[] = [];
  for (const [seconds, unit] of units) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(`${String(count)} ${unit}`);
  }
  return parts.length === 0 ? "just now" : `${parts.slice(0, 2).join(" ")} ago`;
}
