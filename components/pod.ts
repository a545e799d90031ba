import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { isIP } from "node:net";
import { type Addresses, auto } from "./addresses";
import type { Configuration } from "./configuration";
import { environmentSpec } from "./environment";
import { type Port, portsOf } from "./ports";
import { probesOf } from "./probes";
import type { Settings } from "./resolve";
import { enabledRoles, type RoleName, roleSettings } from "./roles";
import { gateMounts, prepareMounts, roleMounts, sshdMounts, volumesSpec } from "./volumes";

type Container = k8s.types.input.core.v1.Container;
type PodSpec = k8s.types.input.core.v1.PodSpec;

/** User and group of oneadmin, fixed in OpenNebula's packages. */
export const oneadminId = 9869;

/** Roles that must be there before oned and until after it, so that running transfers finish. */
const sidecarRoles: readonly RoleName[] = ["ssh-agent", "sshd"];

/** What the pod is made from. */
export interface PodParts {
  readonly image: pulumi.Input<string>;
  readonly claim: pulumi.Input<string>;
  readonly addresses: Addresses;
  readonly configuration: Configuration;
}

/** The ports that the front-end listens on with these settings. */
export function listeningPorts(settings: Settings): Port[] {
  const { version, monitorPort, services } = settings;
  return portsOf({
    version,
    monitorPort,
    isEnabled: (role) => roleSettings(services, role).enabled,
  });
}

/** The front-end's pod: Pod Security "restricted", one image, one role per container. */
export function podSpec(settings: Settings, parts: PodParts): PodSpec {
  const roles = enabledRoles(settings.services);
  const run = (role: RoleName): Container => roleContainer(role, settings, parts);
  const sidecars = sidecarRoles.map((role): Container => ({
    ...run(role),
    restartPolicy: "Always",
  }));
  return {
    automountServiceAccountToken: false,
    // Kubernetes' variables for a Service "one" would be ONE_…, which OpenNebula's tools read.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 120,
    securityContext: podSecurity(),
    hostAliases: parts.addresses.hostname.apply(hairpin),
    ...listed(
      "imagePullSecrets",
      settings.image.pullSecrets.map((name) => ({ name })),
    ),
    initContainers: [...initContainers(settings, parts), ...sidecars],
    containers: roles.filter((role) => !sidecarRoles.includes(role)).map(run),
    volumes: volumesSpec(settings, parts.claim, parts.configuration),
    ...settings.scheduling,
  };
}

/** The way from the pod to its own external name: not every load balancer lets a pod reach itself through it. */
export function hairpin(hostname: string): k8s.types.input.core.v1.HostAlias[] {
  const isExternalName = hostname !== auto && isIP(hostname) === 0 && !hostname.includes(".svc.");
  return isExternalName ? [{ ip: "127.0.0.1", hostnames: [hostname] }] : [];
}

function initContainers(settings: Settings, parts: PodParts): Container[] {
  const resources = { requests: { cpu: "100m", memory: "128Mi" } };
  return [
    {
      ...baseContainer("prepare", settings, parts),
      env: environmentSpec(settings, parts.addresses),
      volumeMounts: prepareMounts(settings),
      resources,
    },
    {
      ...baseContainer("database", settings, parts),
      volumeMounts: gateMounts(settings),
      resources,
    },
  ];
}

function roleContainer(role: RoleName, settings: Settings, parts: PodParts): Container {
  const ports = listeningPorts(settings).filter((port) => port.role === role);
  return {
    ...baseContainer(role, settings, parts),
    ...probesOf(role),
    ...listed(
      "ports",
      ports.map(({ name, number, protocol }) => ({ name, containerPort: number, protocol })),
    ),
    volumeMounts: role === "sshd" ? sshdMounts() : roleMounts(),
    resources: roleSettings(settings.services, role).resources,
  };
}

function baseContainer(name: string, settings: Settings, parts: PodParts): Container {
  return {
    name,
    image: parts.image,
    imagePullPolicy: settings.image.pullPolicy,
    args: [name],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
}

// An empty list is only noise in a manifest and in a preview.
function listed<K extends string, T>(key: K, items: T[]): Partial<Record<K, T[]>> {
  const given: Partial<Record<K, T[]>> = {};
  if (items.length > 0) given[key] = items;
  return given;
}

function podSecurity(): k8s.types.input.core.v1.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: oneadminId,
    runAsGroup: oneadminId,
    fsGroup: oneadminId,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
    // sshd listens on 22 without any capability.
    sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "22" }],
  };
}
