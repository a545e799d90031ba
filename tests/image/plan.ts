import type { CommandResult } from "../support/command";
import type { Environment, Pod, Running } from "./pod";

export interface PlannedHost {
  readonly name: string;
  readonly address?: string;
  readonly imDriver?: string;
  readonly vmDriver?: string;
  readonly cluster?: string;
  readonly sshHostKey?: string;
}

export interface Plan {
  readonly hosts?: readonly PlannedHost[];
  readonly onFailure?: "fail" | "warn";
  readonly timeoutSeconds?: number;
  readonly preflight?: boolean;
  readonly hostname?: string;
  readonly monitorAddress?: string;
  readonly onegateAddress?: string;
  /** Public keys of oneadmin that are valid beside the one in use. */
  readonly furtherKeys?: readonly string[];
}

/** What the role `hypervisors` says of a host at the end. */
export interface HostResult {
  readonly name: string;
  readonly id: number | null;
  readonly state: string | null;
  readonly lastMonitored: string | null;
  readonly error: string | null;
}

export interface Enrolled extends CommandResult {
  readonly hosts: HostResult[];
}

const defaults = { address: null, imDriver: "kvm", vmDriver: "kvm", cluster: "default" };

/** Has the front-end enrol what is planned, as the Job does; without hosts they aren't managed. */
export async function enrol(
  pod: Pod,
  plan: Plan,
  environment: Environment = {},
): Promise<Enrolled> {
  await writePlan(pod, plan);
  const result = await pod.run("hypervisors", { ...frontEnd, ...environment });
  return { ...result, hosts: resultOf(result.stdout) };
}

/** Begins the same, and leaves it to the caller to end it. */
export async function beginToEnrol(pod: Pod, plan: Plan): Promise<Running> {
  await writePlan(pod, plan);
  return pod.start("hypervisors", frontEnd);
}

const frontEnd = { OPENNEBULA_FRONT_END: "127.0.0.1", OPENNEBULA_WAIT_SECONDS: "60" };

async function writePlan(pod: Pod, plan: Plan): Promise<void> {
  const { hosts = [], monitorAddress = "", onegateAddress = "", furtherKeys = [], ...rest } = plan;
  const written = {
    manage: plan.hosts !== undefined,
    onFailure: "fail",
    timeoutSeconds: 60,
    preflight: false,
    hostname: "",
    ...rest,
    hosts: hosts.map((host) => ({ ...defaults, sshHostKey: null, ...host })),
    furtherKeys: { ssh: furtherKeys, host: [] },
    monitor: { address: monitorAddress, port: 4124 },
    onegate: { address: onegateAddress, port: 5030 },
  };
  await pod.write("hypervisors/hypervisors.json", JSON.stringify(written));
}

function resultOf(stdout: string): HostResult[] {
  const line = /^result: (.*)$/m.exec(stdout)?.[1] ?? "[]";
  return JSON.parse(line) as HostResult[];
}
