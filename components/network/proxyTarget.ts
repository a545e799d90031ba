import { isIPv6 } from "node:net";
import { roleSettings } from "../roles";
import { auto, type Problems } from "../rules";
import { hasOwnAddress } from "./expose";
import type { Reach } from "./reach";

/** Checks that the transparent proxy finds OneGate: without a balancer nobody but the user knows where that is. */
export function checkProxyTarget(
  problems: Problems,
  {
    tproxy,
    expose,
    monitorAddress,
    services,
  }: Pick<Reach, "tproxy" | "expose" | "monitorAddress" | "services">,
): void {
  if (!tproxy.enabled || !tproxy.onegate) return;
  if (!roleSettings(services, "onegate").enabled) {
    problems.add(
      "services.onegate.enabled",
      false,
      "leaves the transparent proxy without OneGate behind it; run OneGate, or set `tproxy.onegate: false`.",
    );
  }
  if (hasOwnAddress(expose) || tproxy.onegateRemoteAddr !== undefined) return;
  if (monitorAddress === undefined || monitorAddress === auto) {
    problems.addWithoutValue(
      "tproxy.onegateRemoteAddr",
      `is missing, and with expose.type "${expose.type}" there is no load balancer to take it from; give the address under which hypervisors reach OneGate, or set \`tproxy.enabled: false\`.`,
    );
  } else if (typeof monitorAddress === "string" && isIPv6(monitorAddress)) {
    problems.addWithoutValue(
      "tproxy.onegateRemoteAddr",
      "is missing, and monitorAddress can't stand in for it: the transparent proxy of the hosts speaks IPv4 alone; give an IPv4 address or a DNS name.",
    );
  }
}
