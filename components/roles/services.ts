import type * as k8s from "@pulumi/kubernetes";
import { type Problems, wholeNumberRule } from "../rules";
import { FailurePolicy } from "./failurePolicy";
import { checkResources } from "./resources";
import type { RoleRecord } from "./role";
import { type RoleName, roles } from "./table";

/** A role without which there is no front-end. */
export interface Role {
  /** CPU (Kubernetes quantity of cores) and memory (of bytes) of the container. Default: modest requests, no limits. */
  resources?: k8s.types.input.core.v1.ResourceRequirements;
}

/** A role that can be left out. */
export interface OptionalRole {
  /** Run the role, and have its port in the Services. Default: true. */
  enabled?: boolean;
  /**
   * "fail" or "warn", when the role fails. With "warn" the pod is ready without it and `up` goes on; the role starts again
   * in its container, and events of the pod say why it is down. Default: "fail".
   */
  onFailure?: FailurePolicy;
  /** CPU (Kubernetes quantity of cores) and memory (of bytes) of the container. Default: modest requests, no limits. */
  resources?: k8s.types.input.core.v1.ResourceRequirements;
}

/** The core, whose log can tell more or less. */
export interface CoreRole extends Role {
  /**
   * LOG/DEBUG_LEVEL of /etc/one/oned.conf: 0 (errors), 1 (warnings), 2 (information), 3 (debugging), or 4 and 5 with more
   * of that. Monitord keeps its own, since enrolment reads its log. Default: the package's, 3; 2 with several `replicas`.
   */
  logLevel?: number;
}

/** A role that can be left out, and whose log can tell more or less. */
export interface OptionalLoggingRole extends OptionalRole {
  /**
   * 0 (errors), 1 (warnings), 2 (information) or 3 (debugging; 5 for FireEdge): :debug_level of
   * /etc/one/onehem-server.conf, debug_level of /etc/one/fireedge-server.conf, :log/:level of
   * /etc/one/oneflow-server.conf and /etc/one/onegate-server.conf. Default: the package's, 2.
   */
  logLevel?: number;
}

/** Switches, resources and log levels of the roles. */
export interface Services {
  /** oned with monitord, scheduler and drivers. */
  oned?: CoreRole;
  /** Hook execution manager: runs the hooks that users define. */
  hem?: OptionalLoggingRole;
  /** FireEdge: the Sunstone web interface. */
  fireedge?: OptionalLoggingRole;
  /** guacd: consoles (VNC, SSH, RDP) of virtual machines in Sunstone. */
  guacd?: OptionalRole;
  /** OneFlow: services of several virtual machines. */
  oneflow?: OptionalLoggingRole;
  /** OneGate: virtual machines report to and ask OpenNebula. */
  onegate?: OptionalLoggingRole;
  /** TLS before the ports of the others. It runs with `tls` alone. */
  tls?: Role;
  /** The SSH server that images are copied through, and the SSH agent, in one container. */
  sshd?: Role;
  /** Holds oneadmin's key for the drivers. It runs in the container of `sshd`, whose resources are for both. */
  sshAgent?: Role;
}

/** What was decided about a role. */
export interface RoleSettings {
  readonly enabled: boolean;
  readonly onFailure: FailurePolicy;
  readonly resources: k8s.types.input.core.v1.ResourceRequirements;
  readonly logLevel?: number;
}

/** Checks what each role may use, and fills in what the user left out. */
export function resolveServices(problems: Problems, services: Services = {}): Services {
  return Object.fromEntries(
    roles.map((role) => {
      const { resources, logLevel, ...choices } = decided(role, services);
      checkResources(problems, `services.${role.key}.resources`, resources);
      checkLogLevel(problems, role, logLevel);
      const told = { resources, ...(logLevel === undefined ? {} : { logLevel }) };
      return [role.key, role.optional ? { ...choices, ...told } : told];
    }),
  );
}

/** What was decided about one role. */
export function roleSettings(services: Services, name: RoleName): RoleSettings {
  const role = roles.find((one) => one.name === name);
  if (role === undefined) throw new Error(`there is no role "${name}".`);
  return decided(role, services);
}

/** What decides which roles run. */
export interface Switches {
  readonly services: Services;
  /** Whether TLS stands before the ports. */
  readonly tls?: object;
}

/** The roles that run, in the order of their containers. */
export function enabledRoles({ services, tls }: Switches): readonly RoleRecord<RoleName>[] {
  return roles.filter(
    (role) => decided(role, services).enabled && (role.runsWith === undefined || tls !== undefined),
  );
}

function checkLogLevel(
  problems: Problems,
  { key, log }: RoleRecord,
  logLevel: number | undefined,
): void {
  if (log === undefined || logLevel === undefined) return;
  const rule = wholeNumberRule(`a level of ${log.file}`, 0, log.most);
  problems.check(`services.${key}.logLevel`, logLevel, rule);
}

function decided(role: RoleRecord, services: Services): RoleSettings {
  const given: OptionalLoggingRole = services[role.key] ?? {};
  const { logLevel } = given;
  return {
    enabled: given.enabled ?? true,
    onFailure: given.onFailure ?? FailurePolicy.Fail,
    resources: given.resources ?? modestRequests(role),
    ...(logLevel === undefined ? {} : { logLevel }),
  };
}

function modestRequests({ cpu, memory }: RoleRecord): RoleSettings["resources"] {
  return cpu === undefined || memory === undefined ? {} : { requests: { cpu, memory } };
}
