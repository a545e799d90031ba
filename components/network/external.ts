import { listeningPorts, type Listener, type Port } from "../roles";
import type { TransparentProxySettings } from "./tproxy";

/** A port of the external Service. */
export interface ExternalPort extends Port {
  /** Name of the container port that it leads to. */
  readonly target: string;
  /** Whether its clients speak TLS. */
  readonly isSecure: boolean;
}

/** What decides which ports the external Service has. */
export interface Exposed extends Listener {
  readonly tproxy: Pick<TransparentProxySettings, "enabled">;
}

/**
 * The ports of the external Service. With TLS each keeps its number and leads to TLS, except OneGate's where hypervisors
 * have the transparent proxy: that forwards what virtual machines say, which is plain HTTP, and TLS has the port beside it.
 */
export function externalPorts(exposed: Exposed): ExternalPort[] {
  const listening = listeningPorts(exposed);
  const plain = listening.filter(({ secures }) => secures === undefined);
  return plain.flatMap((port) => {
    const own = { ...port, target: port.name, isSecure: false };
    const secured = listening.find(({ secures }) => secures === port.name);
    if (secured === undefined) return [own];
    if (!isProxied(port, exposed)) return [{ ...port, target: secured.name, isSecure: true }];
    const { endpoint, ...proxied } = own;
    const beside = { ...secured, target: secured.name, isSecure: true };
    return [proxied, endpoint === undefined ? beside : { ...beside, endpoint }];
  });
}

/** What decides which roles are reached through TLS alone. */
export interface Hidden extends Exposed {
  readonly replicas: number;
  readonly ingress?: object;
  readonly gateway?: object;
}

/** The roles that listen on the pod's loopback alone, since TLS stands before them and nobody else dials them. */
export function hiddenRoles(hidden: Hidden): string[] {
  const listening = listeningPorts(hidden);
  const secured = new Set(listening.map(({ secures }) => secures));
  const roles = listening
    .filter((port) => secured.has(port.name) && !isDialled(port, hidden))
    .map(({ role }) => role);
  return [...new Set(roles)];
}

// Members of a zone dial each other's oned, and what stands before Sunstone's name dials FireEdge.
function isDialled(port: Port, hidden: Hidden): boolean {
  const { replicas, ingress, gateway } = hidden;
  if (port.role === "oned") return replicas > 1;
  if (port.role === "fireedge") return ingress !== undefined || gateway !== undefined;
  return isProxied(port, hidden);
}

function isProxied({ name }: Port, { tproxy }: Exposed): boolean {
  return name === "onegate" && tproxy.enabled;
}
