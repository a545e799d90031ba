import { type RoleName, roleSettings, type ServicesSettings } from "./roles";

/** Transport of a port, in Kubernetes' words. */
export type Protocol = "TCP" | "UDP";

/** One port of the front-end. */
export interface Port {
  /** Name of the container port; both Services target it by this name. */
  readonly name: string;
  readonly number: number;
  readonly protocol: Protocol;
  /** Role whose container listens. */
  readonly role: RoleName;
  /** Who dials it; shown in the documentation. */
  readonly usedBy: string;
  /** First OpenNebula version that listens, "major.minor". */
  readonly since?: string;
}

/** The monitoring port of OpenNebula's packages. */
export const defaultMonitorPort = 4124;

/** The one table of ports: containers, Services, probes, documentation and tests read it. */
export const portTable: readonly Port[] = [
  {
    name: "oned",
    number: 2633,
    protocol: "TCP",
    role: "oned",
    usedBy: "XML-RPC clients: CLI, Sunstone, tools",
  },
  {
    name: "grpc",
    number: 2634,
    protocol: "TCP",
    role: "oned",
    usedBy: "gRPC clients",
    since: "7.2",
  },
  {
    name: "fireedge",
    number: 2616,
    protocol: "TCP",
    role: "fireedge",
    usedBy: "browsers: Sunstone",
  },
  {
    name: "oneflow",
    number: 2474,
    protocol: "TCP",
    role: "oneflow",
    usedBy: "clients of multi-VM services",
  },
  {
    name: "onegate",
    number: 5030,
    protocol: "TCP",
    role: "onegate",
    usedBy: "virtual machines, by the transparent proxy",
  },
  {
    name: "monitord-tcp",
    number: defaultMonitorPort,
    protocol: "TCP",
    role: "oned",
    usedBy: "hypervisors: VM state changes",
  },
  {
    name: "monitord-udp",
    number: defaultMonitorPort,
    protocol: "UDP",
    role: "oned",
    usedBy: "hypervisors: metrics and beacons",
  },
  { name: "ssh", number: 22, protocol: "TCP", role: "sshd", usedBy: "hypervisors: images" },
];

/** Names of the two ports that share the monitoring port's number. */
export const monitorPortNames: readonly string[] = ["monitord-tcp", "monitord-udp"];

export interface PortSelection {
  readonly version: string;
  readonly monitorPort: number;
  isEnabled(role: RoleName): boolean;
}

/** The ports that a front-end of this version, with these roles, listens on. */
export function portsOf(selection: PortSelection): Port[] {
  return portTable
    .filter((port) => selection.isEnabled(port.role))
    .filter((port) => port.since === undefined || isAtLeast(selection.version, port.since))
    .map((port) =>
      monitorPortNames.includes(port.name) ? { ...port, number: selection.monitorPort } : port,
    );
}

/** What decides which ports a front-end listens on. */
export interface Listener {
  readonly version: string;
  readonly monitorPort: number;
  readonly services: ServicesSettings;
}

/** The ports that the front-end listens on with these settings. */
export function listeningPorts({ version, monitorPort, services }: Listener): Port[] {
  return portsOf({
    version,
    monitorPort,
    isEnabled: (role) => roleSettings(services, role).enabled,
  });
}

/** Compares "major.minor[.patch]" with "major.minor". */
export function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
