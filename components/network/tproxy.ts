import type * as pulumi from "@pulumi/pulumi";
import { portNumber } from "../roles";
import {
  checkAddress,
  checkOptionalAddress,
  networkRule,
  onegateHostRule,
  portRule,
  type Problems,
  proxiedAddressRule,
  proxyAddressRule,
  type Rule,
  urlRule,
} from "../rules";

/** A port that virtual machines dial at 169.254.16.9, and where the hypervisor's proxy takes it. */
export interface ProxiedService {
  /** Port that the virtual machine dials at 169.254.16.9. Ends in :tproxy/:service_port. */
  servicePort: number;
  /** IPv4 address, or DNS name that the hypervisor resolves to one; the hypervisor itself too. Ends in :tproxy/:remote_addr. */
  remoteAddr: pulumi.Input<string>;
  /** Port there. Ends in :tproxy/:remote_port. */
  remotePort: number;
  /** Names (blanks are fine) or ids of the virtual networks that have it. Default: all of them. Ends in :tproxy/:networks. */
  networks?: string[];
}

/** The transparent proxy of the hypervisors; /var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf, :tproxy. */
export interface TransparentProxy {
  /** Proxy OneGate's port 5030, and `entries`, from every virtual network. Default: false. */
  enabled?: boolean;
  /** Proxy this front-end's OneGate; false leaves port 5030 to `entries`. Default: true. */
  onegate?: boolean;
  /**
   * IPv4 address or DNS name under which hypervisors reach OneGate. Default: `monitorAddress` when that is an address,
   * else the load balancer's address. Ends in :tproxy/:remote_addr of the entry for port 5030.
   */
  onegateRemoteAddr?: pulumi.Input<string>;
  /** Further services to proxy; one per service port. Default: none. */
  entries?: ProxiedService[];
}

export interface TransparentProxySettings extends TransparentProxy {
  readonly enabled: boolean;
  readonly onegate: boolean;
  readonly entries: ProxiedService[];
}

/** Where the hypervisors' proxy takes what virtual machines send. */
export const proxyAddress = "169.254.16.9";

/** The port OneGate has on the virtual machines' side. */
export const onegateServicePort = portNumber("onegate");

/** Where virtual machines find OneGate through the proxy. */
export const proxiedOnegate = `http://${proxyAddress}:${onegateServicePort}`;

/** One entry of :tproxy in OpenNebulaNetwork.conf, with OpenNebula's own keys. */
export interface ProxyEntry {
  readonly service_port: number;
  readonly remote_addr: pulumi.Input<string>;
  readonly remote_port: number;
  readonly networks?: string[];
}

/** Checks the proxy's arguments and fills in what was left out. */
export function resolveTransparentProxy(
  problems: Problems,
  tproxy: TransparentProxy = {},
): TransparentProxySettings {
  const entries = (tproxy.entries ?? []).map((entry, index) =>
    resolveEntry(problems, `tproxy.entries[${index}]`, entry),
  );
  const { enabled = false, onegate = true } = tproxy;
  checkServicePorts(problems, entries, onegate);
  if (!enabled && entries.length > 0) {
    problems.add(
      "tproxy.entries",
      entries.length,
      "entries have no effect while tproxy.enabled is false; switch it on, or leave the entries out.",
    );
  }
  const address = tproxy.onegateRemoteAddr;
  const onegateRemoteAddr = checkOptionalAddress(
    problems,
    "tproxy.onegateRemoteAddr",
    address,
    proxyAddressRule,
  );
  return {
    enabled,
    onegate,
    entries,
    ...(onegateRemoteAddr === undefined ? {} : { onegateRemoteAddr }),
  };
}

/** Ports that virtual machines can dial at 169.254.16.9. */
export function proxiedPorts(tproxy: TransparentProxySettings): number[] {
  if (!tproxy.enabled) return [];
  const further = tproxy.entries.map(({ servicePort }) => servicePort);
  return tproxy.onegate ? [onegateServicePort, ...further] : further;
}

/** Refuses a place of OneGate that virtual machines can't reach through this proxy, or reach past it. */
export function onegateEndpointRule(tproxy: TransparentProxySettings): Rule<string> {
  return (value) => {
    const violation = urlRule(value);
    if (violation !== undefined) return violation;
    const { hostname, port, protocol } = new URL(value);
    if (hostname !== proxyAddress) {
      const unreachable = onegateHostRule(hostname);
      if (unreachable !== undefined) return unreachable;
      return tproxy.enabled && tproxy.onegate
        ? "bypasses the transparent proxy that is on for OneGate; leave it out to have virtual machines use the proxy, or set `tproxy.onegate: false`."
        : undefined;
    }
    const dialled = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
    const ports = proxiedPorts(tproxy);
    if (ports.includes(dialled)) return undefined;
    return ports.length === 0
      ? "is at the transparent proxy, which is off; set `tproxy.enabled: true`, or give an address that virtual machines reach without it."
      : `is at port ${dialled} of the transparent proxy, which takes ${ports.join(", ")}; give one of these, or add that port to \`tproxy.entries\`.`;
  };
}

/** All entries as the hypervisors are to have them: OneGate's first, since the first one of a port counts. */
export function proxyEntries(
  tproxy: TransparentProxySettings,
  onegateRemoteAddr: pulumi.Input<string>,
): ProxyEntry[] {
  if (!tproxy.enabled) return [];
  const own: ProxyEntry = {
    service_port: onegateServicePort,
    remote_addr: onegateRemoteAddr,
    remote_port: onegateServicePort,
  };
  const further = tproxy.entries.map((entry) => ({
    service_port: entry.servicePort,
    remote_addr: entry.remoteAddr,
    remote_port: entry.remotePort,
    ...(entry.networks === undefined ? {} : { networks: entry.networks }),
  }));
  return tproxy.onegate ? [own, ...further] : further;
}

function resolveEntry(problems: Problems, path: string, entry: ProxiedService): ProxiedService {
  problems.check(`${path}.servicePort`, entry.servicePort, portRule);
  problems.check(`${path}.remotePort`, entry.remotePort, portRule);
  entry.networks?.forEach((network, index) => {
    problems.check(`${path}.networks[${index}]`, network, networkRule);
  });
  const remoteAddr = checkAddress(
    problems,
    `${path}.remoteAddr`,
    entry.remoteAddr,
    proxiedAddressRule,
  );
  return { ...entry, remoteAddr };
}

function checkServicePorts(
  problems: Problems,
  entries: readonly ProxiedService[],
  onegate: boolean,
): void {
  const seen = new Set<number>(onegate ? [onegateServicePort] : []);
  entries.forEach(({ servicePort }, index) => {
    if (seen.has(servicePort)) {
      const own = onegate && servicePort === onegateServicePort;
      const owner = own ? "OneGate's own entry" : "an earlier entry";
      problems.add(
        `tproxy.entries[${index}].servicePort`,
        servicePort,
        `is taken by ${owner} and the hosts use the first one only; give each entry a service port of its own.`,
      );
    }
    seen.add(servicePort);
  });
}
