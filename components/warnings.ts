import { isIP } from "node:net";
import { auto } from "./addresses";
import { ServiceType } from "./expose";
import { isDeferred } from "./gate";
import { sentence } from "./problems";
import type { Settings } from "./resolve";

/** What is allowed and yet hardly wanted: said at preview, with what to set instead. */
export function warningsFor(settings: Settings): string[] {
  return [...internalHostname(settings), ...unreachableSsh(settings), ...unsuitableProxy(settings)];
}

function internalHostname({ hostname, expose, clusterDomain }: Settings): string[] {
  const external = expose.type !== ServiceType.ClusterIP;
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

function unsuitableProxy({ tproxy, onegateEndpoint, services }: Settings): string[] {
  const found: string[] = [];
  if (
    tproxy.enabled &&
    onegateEndpoint !== undefined &&
    !isDeferred(onegateEndpoint) &&
    !onegateEndpoint.includes("169.254.16.9")
  ) {
    found.push(
      sentence(
        "onegateEndpoint",
        onegateEndpoint,
        "bypasses the transparent proxy that is switched on; leave it out to have virtual machines use the proxy, or set `tproxy.enabled: false`.",
      ),
    );
  }
  if (tproxy.enabled && !services.onegate.enabled) {
    found.push(
      sentence(
        "services.onegate.enabled",
        false,
        "leaves the transparent proxy without OneGate behind it; run OneGate, or set `tproxy.enabled: false` unless only `tproxy.entries` matter.",
      ),
    );
  }
  return found;
}
