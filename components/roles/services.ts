import type * as k8s from "@pulumi/kubernetes";
import type { Problems } from "../rules";
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

/** Switches and resources of the roles. */
export interface Services {
  /** oned with monitord, scheduler and drivers. */
  oned?: Role;
  /** Hook execution manager: runs the hooks that users define. */
  hem?: OptionalRole;
  /** FireEdge: the Sunstone web interface. */
  fireedge?: OptionalRole;
  /** guacd: consoles (VNC, SSH, RDP) of virtual machines in Sunstone. */
  guacd?: OptionalRole;
  /** OneFlow: services of several virtual machines. */
  oneflow?: OptionalRole;
  /** OneGate: virtual machines report to and ask OpenNebula. */
  onegate?: OptionalRole;
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
}

/** Checks what each role may use, and fills in what the user left out. */
export function resolveServices(problems: Problems, services: Services = {}): Services {
  return Object.fromEntries(
    roles.map((role) => {
      const { resources, ...choices } = decided(role, services);
      checkResources(problems, `services.${role.key}.resources`, resources);
      return [role.key, role.optional ? { ...choices, resources } : { resources }];
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

function decided(role: RoleRecord, services: Services): RoleSettings {
  const given: OptionalRole = services[role.key] ?? {};
  return {
    enabled: given.enabled ?? true,
    onFailure: given.onFailure ?? FailurePolicy.Fail,
    resources: given.resources ?? modestRequests(role),
  };
}

function modestRequests({ cpu, memory }: RoleRecord): RoleSettings["resources"] {
  return cpu === undefined || memory === undefined ? {} : { requests: { cpu, memory } };
}
