import { isIPv6 } from "node:net";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podDnsName, serviceDnsName } from "../kubernetes";
import { hasMembers } from "../raft";
import { portNumber, roleSettings } from "../roles";
import { auto, checkDeferredInput, hostnameForm, proxyAddressRule } from "../rules";
import { balancerAddress } from "./balancer";
import { ServiceType } from "./expose";
import type { Reach } from "./reach";
import { onegateServicePort, proxiedOnegate, proxiedPorts } from "./tproxy";

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
  /** DNS name in the cluster of the pod that leads. */
  readonly pod: pulumi.Output<string>;
  /** Where clients find the ports of the external Service. */
  readonly clientAddress: pulumi.Output<string>;
}

/** An address as a URL takes it: IPv6 in brackets. */
export function inUrl(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

/** Works out every address, the balancer's where the user left one out. */
export function resolveAddresses(
  reach: Reach,
  services: readonly k8s.core.v1.Service[],
): Addresses {
  const { expose, hostname, monitorAddress, tproxy } = reach;
  const [externalIP] = expose.externalIPs;
  const balanced = expose.type === ServiceType.LoadBalancer;
  const given = externalIP === undefined ? undefined : pulumi.output(externalIP);
  const balancer = balanced ? balancerAddress(services) : given;
  const monitored = givenOr(monitorAddress, () =>
    pulumi.output(balancer ?? defaultMonitored(reach)),
  );
  return {
    hostname: givenOr(hostname, () => defaultHostname(reach, balancer)),
    monitorAddress: monitored,
    onegateRemoteAddr: pulumi.output(
      tproxy.onegateRemoteAddr ?? proxyTarget(reach, monitored, balancer),
    ),
    onegateEndpoint: givenOr(reach.onegateEndpoint, () => defaultEndpoint(reach, balancer)),
    pod: leaderDnsName(reach),
    clientAddress: balancer ?? serviceDnsName(reach),
  };
}

// What is known later may turn out to be empty, and then it isn't given, as anywhere.
function givenOr(
  input: pulumi.Input<string> | undefined,
  byDefault: () => pulumi.Output<string>,
): pulumi.Output<string> {
  if (input === undefined) return byDefault();
  return pulumi.output(input).apply((value) => (value === "" ? byDefault() : pulumi.output(value)));
}

// A single pod has a name of its own, by which it is found before any Service leads there.
function leaderDnsName(reach: Reach): pulumi.Output<string> {
  return hasMembers(reach) ? serviceDnsName(reach) : podDnsName(reach);
}

// The sender of an SSH connection is one pod, or its node.
function defaultMonitored(reach: Reach): pulumi.Input<string> {
  return hasMembers(reach) ? serviceDnsName(reach) : auto;
}

// A balancer of IPv6 alone is fine for monitoring, but not for scp's `host:path`. One of a laptop may say "localhost".
function defaultHostname(
  reach: Reach,
  balancer: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  return balancer === undefined
    ? leaderDnsName(reach)
    : checkDeferredInput("hostname", balancer, hostnameForm);
}

function proxyTarget(
  { tproxy }: Reach,
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

function defaultEndpoint(
  reach: Reach,
  balancer: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  const { services, tls, tproxy } = reach;
  if (proxiedPorts(tproxy).includes(onegateServicePort)) return pulumi.output(proxiedOnegate);
  if (!roleSettings(services, "onegate").enabled) return pulumi.output("");
  if (balancer === undefined) return pulumi.output("");
  const scheme = tls === undefined ? "http" : "https";
  return balancer.apply((address) => `${scheme}://${inUrl(address)}:${portNumber("onegate")}`);
}
