import { isAtLeast } from "../rules";
import type { RolePort } from "./role";
import { enabledRoles, type Switches } from "./services";
import { type RoleName, roles } from "./table";

/** One port of the front-end. */
export interface Port extends RolePort {
  /** Role whose container listens. */
  readonly role: RoleName;
}

/** All ports, in the order that Services and documentation have them. */
export const portTable: readonly Port[] = roles
  .flatMap(({ name, ports }) => ports.map((port) => ({ ...port, role: name })))
  .sort((a, b) => a.place - b.place);

export interface PortSelection {
  readonly version: string;
  readonly monitorPort: number;
  readonly isEnabled: (role: RoleName) => boolean;
}

/** The ports that a front-end of this version, with these roles, listens on. */
export function portsOf({ version, monitorPort, isEnabled }: PortSelection): Port[] {
  const ports = portTable
    .filter((port) => isEnabled(port.role))
    .filter((port) => port.since === undefined || isAtLeast(version, port.since));
  const names = new Set(ports.map(({ name }) => name));
  return ports
    .filter(({ secures }) => secures === undefined || names.has(secures))
    .map((port) => (port.monitoring === true ? monitoringPort(port, monitorPort) : port));
}

// The API server joins lists of ports by their numbers, and for a preview it keeps the old number beside the new one:
// two ports of one name are refused then. 15 characters are all that a port's name may have.
function monitoringPort(port: Port, number: number): Port {
  return number === port.number
    ? port
    : { ...port, name: `mon-${port.protocol.toLowerCase()}-${number}`, number };
}

/** What decides which ports a front-end listens on. */
export interface Listener extends Switches {
  readonly version: string;
  readonly monitorPort: number;
}

/** The ports that the front-end listens on with these settings. */
export function listeningPorts({ version, monitorPort, ...switches }: Listener): Port[] {
  const running = new Set(enabledRoles(switches).map(({ name }) => name));
  return portsOf({ version, monitorPort, isEnabled: (role) => running.has(role) });
}

/** Number of a port that users can't move. */
export function portNumber(name: string): number {
  const port = portTable.find((one) => one.name === name);
  if (port === undefined) throw new Error(`there is no port "${name}".`);
  return port.number;
}
