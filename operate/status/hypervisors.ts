import { type HypervisorState, statesOf } from "../../components/hypervisors/hypervisorStates";
import { errorText } from "../../rehearse/failure";
import { isObject, type Json, type JsonObject, objectAt, textAt } from "../../rehearse/json";
import type { Address, Api } from "../api";

/** What is known of the hypervisors. */
export interface HypervisorStatus {
  readonly hosts: readonly HypervisorState[];
  /** Why OpenNebula itself wasn't asked, so that this is what the last enrolment found. */
  readonly outdated: string | undefined;
}

// Only a host that is asked for by itself tells when it was monitored last.
const askForAll =
  "onehost list -j | jq -r '[.HOST_POOL.HOST] | flatten | .[] | select(. != null) | .ID' | " +
  "xargs -r -P 4 -I{} sh -c 'onehost show {} -j | jq -c .HOST'";

/** Asks OpenNebula, in the front-end's pod; else the result of the last enrolment. */
export async function hypervisorStatus(
  api: Api,
  pod: Address | undefined,
  result: JsonObject | undefined,
): Promise<HypervisorStatus> {
  if (pod === undefined) return known(result, "the pod isn't ready");
  try {
    const told = await api.outputOf(pod, "oned", ["bash", "-o", "pipefail", "-c", askForAll]);
    return { hosts: hostsOf(told), outdated: undefined };
  } catch (error) {
    return known(result, errorText(error));
  }
}

function known(result: JsonObject | undefined, outdated: string): HypervisorStatus {
  const text = textAt(objectAt(result ?? {}, "data"), "hypervisors");
  return { hosts: text === undefined ? [] : statesOf({ hypervisors: text }), outdated };
}

/** One host in each line, as OpenNebula describes it. */
export function hostsOf(told: string): HypervisorState[] {
  const lines = told.split("\n").filter((line) => line.trim() !== "");
  const hosts = lines.map((line) => JSON.parse(line) as Json).filter(isObject);
  return hosts.map(hostOf).sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

// As `onehost list` writes them.
const states = ["init", "update", "on", "err", "dsbl", "retry", "init", "dsbl", "off"];

function hostOf(host: JsonObject): HypervisorState {
  const seconds = Number(objectAt(host, "MONITORING")["TIMESTAMP"] ?? NaN);
  const error = textAt(objectAt(host, "TEMPLATE"), "ERROR");
  const state = states[Number(host["STATE"])];
  return {
    name: textAt(host, "NAME") ?? "",
    id: Number(host["ID"]),
    ...(state === undefined ? {} : { state }),
    ...(Number.isNaN(seconds) ? {} : { lastMonitored: timeText(seconds) }),
    ...(error === undefined ? {} : { error: withoutBeginning(error) }),
  };
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

// OpenNebula's own words, without the beginning that is always the same.
function withoutBeginning(error: string): string {
  return error.replace(/^.*?Error monitoring Host .*? \(\d+\):/s, "").trim();
}
