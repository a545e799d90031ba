import { isIP } from "node:net";
import { hasOwnAddress, isExternal, ServiceType } from "./network";
import { auto, sentence } from "./rules";
import { unknownSettings } from "./configuration";
import type { Settings } from "./resolve";

/** What is allowed and yet hardly wanted: said at preview, with what to set instead. */
export function warningsFor(settings: Settings): string[] {
  return [
    ...internalHostname(settings),
    ...unreachableSsh(settings),
    ...internalNode(settings),
    ...unknownSettings(settings.version, settings.settings),
  ];
}

function internalHostname({ hostname, expose, clusterDomain }: Settings): string[] {
  const external = isExternal(expose);
  const isInternal =
    typeof hostname === "string" &&
    (hostname.endsWith(`.${clusterDomain}`) ||
      hostname.endsWith(".svc") ||
      !(hostname.includes(".") || hostname === auto || isIP(hostname) !== 0));
  if (!external || !isInternal) return [];
  return [
    sentence(
      "hostname",
      hostname,
      "is a name inside the cluster, and hypervisors outside, for which the Service is exposed, can't resolve it to copy images; leave it out with a load balancer, or give a name they resolve.",
    ),
  ];
}

function unreachableSsh({ expose, hostname }: Settings): string[] {
  if (expose.type !== ServiceType.NodePort) return [];
  const unset = hostname === undefined;
  return [
    sentence(
      "expose.type",
      expose.type,
      `puts SSH on a high port, while hypervisors copy images from port 22 of ${unset ? "`hostname`, which is unset and then a name inside the cluster" : "`hostname`"}; forward port 22 of that name to the node port of "ssh", or use "LoadBalancer".`,
    ),
  ];
}

function internalNode({ expose, hostname }: Settings): string[] {
  if (!expose.hostNetwork || hasOwnAddress(expose) || hostname !== undefined) return [];
  return [
    sentence(
      "expose.hostNetwork",
      true,
      "has hypervisors dial the node, while `hostname` is unset and then a name inside the cluster; set `hostname` to the node's name or address.",
    ),
  ];
}
