import * as pulumi from "@pulumi/pulumi";
import { isIPv6 } from "node:net";
import type * as k8s from "@pulumi/kubernetes";
import { balancerAddress } from "./balancer";
import { ServiceType } from "./expose";
import { podDnsName, serviceDnsName } from "../kubernetes";
import { auto, checkDeferredInput, hostnameRule, proxyAddressRule } from "../rules";
import type { Settings } from "../resolve";
import { onegateServicePort, proxiedOnegate, proxiedPorts } from "./tproxy";
import { portTable } from "../roles";

/** Under which addresses the front-end is known. */
export interface Addresses {
  /** HOSTNAME of oned.conf, or "auto". */
  readonly hostname: pulumi.Output<string>;
  /** MONITOR_ADDRESS of monitord.conf, or "auto". */
  readonly monitorAddress: pulumi.Output<string>;
  /** Where hypervisors find OneGate. */
  readonly onegateRemoteAddr: pulumi.Output<string>;
  /** Where virtual machines find OneGate; "" when there is no such place. */
  readonly onegateEndpoint: pulumi.Output<string>;
  /** Where clients find the ports of the external Service. */
  readonly clientAddress: pulumi.Output<string>;
}

/** An address as a URL takes it: IPv6 in brackets. */
export function inUrl(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

/** Works out every address, the balancer's where the user left one out. */
export function resolveAddresses(
  name: string,
  settings: Settings,
  services: readonly k8s.core.v1.Service[],
): Addresses {
  const { expose, hostname, monitorAddress, tproxy } = settings;
  const [externalIP] = expose.externalIPs;
  const balanced = expose.type === ServiceType.LoadBalancer;
  const given = externalIP === undefined ? undefined : pulumi.output(externalIP);
  const balancer = balanced ? balancerAddress(services) : given;
  const monitored = pulumi.output(monitorAddress ?? balancer ?? auto);
  return {
    hostname: pulumi.output(hostname ?? defaultHostname(name, settings, balancer)),
    monitorAddress: monitored,
    onegateRemoteAddr: pulumi.output(
      tproxy.onegateRemoteAddr ?? proxyTarget(settings, monitored, balancer),
    ),
    onegateEndpoint: onegateEndpoint(settings, balancer),
    clientAddress: balancer ?? serviceDnsName({ ...settings, name }),
  };
}

// A balancer of IPv6 alone is fine for monitoring, but not for scp's `host:path`.
function defaultHostname(
  name: string,
  settings: Settings,
  balancer: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  return balancer === undefined
    ? podDnsName({ ...settings, name })
    : checkDeferredInput("hostname", balancer, hostnameRule);
}

function proxyTarget(
  { tproxy }: Settings,
  monitored: pulumi.Output<string>,
  balancer: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  const target = pulumi
    .all([monitored, balancer ?? ""])
    .apply(([address, fallback]) => (address === auto || isIPv6(address) ? fallback : address));
  return tproxy.enabled && tproxy.onegate
    ? checkDeferredInput("tproxy.onegateRemoteAddr", target, proxyAddressRule)
    : target;
}

function onegateEndpoint(
  settings: Settings,
  balancer: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  const { services, tproxy } = settings;
  if (settings.onegateEndpoint !== undefined) return pulumi.output(settings.onegateEndpoint);
  if (proxiedPorts(tproxy).includes(onegateServicePort)) return pulumi.output(proxiedOnegate);
  if (!services.onegate.enabled) return pulumi.output("");
  if (balancer === undefined) return pulumi.output("");
  return balancer.apply((address) => `http://${inUrl(address)}:${portNumber("onegate")}`);
}

function portNumber(name: string): number {
  return portTable.find((port) => port.name === name)?.number ?? 0;
}
