import type * as k8s from "@pulumi/kubernetes";

/** Roles that run as long as the pod; `docker/entrypoint` starts each by its name. */
export const roleNames = [
  "oned",
  "hem",
  "fireedge",
  "guacd",
  "oneflow",
  "onegate",
  "sshd",
  "ssh-agent",
] as const;

export type RoleName = (typeof roleNames)[number];

/** A role without which there is no front-end. */
export interface Role {
  /** CPU (Kubernetes quantity of cores) and memory (of bytes) of the container. Default: modest requests, no limits. */
  resources?: k8s.types.input.core.v1.ResourceRequirements;
}

/** A role that can be left out. */
export interface OptionalRole {
  /** Run the role, and have its port in the Services. Default: true. */
  enabled?: boolean;
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
  /** The SSH server that images are copied through. */
  sshd?: Role;
  /** Holds oneadmin's key for the drivers. */
  sshAgent?: Role;
}

export interface RoleSettings {
  readonly enabled: boolean;
  readonly resources: k8s.types.input.core.v1.ResourceRequirements;
}

/** A role that always runs, resolved: it has no switch, so that resolved settings are arguments again. */
type EssentialSettings = Pick<RoleSettings, "resources">;

/** Every role, resolved. */
export interface ServicesSettings extends Services {
  readonly oned: EssentialSettings;
  readonly hem: RoleSettings;
  readonly fireedge: RoleSettings;
  readonly guacd: RoleSettings;
  readonly oneflow: RoleSettings;
  readonly onegate: RoleSettings;
  readonly sshd: EssentialSettings;
  readonly sshAgent: EssentialSettings;
}

const roleKeys: { readonly [R in RoleName]: keyof Services } = {
  oned: "oned",
  hem: "hem",
  fireedge: "fireedge",
  guacd: "guacd",
  oneflow: "oneflow",
  onegate: "onegate",
  sshd: "sshd",
  "ssh-agent": "sshAgent",
};

/** Fills in what the user left out. */
export function resolveServices(services: Services = {}): ServicesSettings {
  return {
    oned: resolveRole(services.oned, "250m", "512Mi"),
    hem: resolveOptional(services.hem, "25m", "64Mi"),
    fireedge: resolveOptional(services.fireedge, "50m", "192Mi"),
    guacd: resolveOptional(services.guacd, "25m", "32Mi"),
    oneflow: resolveOptional(services.oneflow, "25m", "64Mi"),
    onegate: resolveOptional(services.onegate, "25m", "64Mi"),
    sshd: resolveRole(services.sshd, "50m", "32Mi"),
    sshAgent: resolveRole(services.sshAgent, "10m", "16Mi"),
  };
}

export function roleSettings(services: ServicesSettings, role: RoleName): RoleSettings {
  return { enabled: true, ...services[roleKeys[role]] };
}

/** The roles that run, in the order of their containers. */
export function enabledRoles(services: ServicesSettings): RoleName[] {
  return roleNames.filter((role) => roleSettings(services, role).enabled);
}

function resolveOptional(
  role: OptionalRole | undefined,
  cpu: string,
  memory: string,
): RoleSettings {
  return { enabled: role?.enabled ?? true, ...resolveRole(role, cpu, memory) };
}

function resolveRole(role: Role | undefined, cpu: string, memory: string): EssentialSettings {
  return { resources: role?.resources ?? { requests: { cpu, memory } } };
}
