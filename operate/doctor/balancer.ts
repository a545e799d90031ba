import { memberAt } from "../../components/rules/memberAt";
import { isAtLeast } from "../../components/rules/versions";
import { type JsonObject, textAt } from "../../rehearse/json";
import { nameOf } from "../../rehearse/kubernetes";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject, textIn } from "./subject";

// Since then the API server takes UDP and TCP in one Service of this type; the balancer has to as well.
const mixedSince = "1.26";

const { ok, fails, warning } = findingsOf("Load balancer");

/** Whether the load balancer that the stack asks for can be expected to give an address. */
export async function balancerFindings({ api, version, stack }: Subject): Promise<Finding[]> {
  const wanted = objectsOf(stack, "Service").filter(isBalanced);
  if (wanted.length === 0) return [ok("isn't needed, no Service asks for one.")];
  const mixed = wanted.filter((service) => protocolsOf(service).size > 1).map(nameOf);
  const findings = mixed.length === 0 ? [] : [mixedFinding(mixed.join(", "), version)];
  try {
    return [...findings, addressFinding((await api.list("v1", "Service")).filter(isBalanced))];
  } catch {
    return [
      ...findings,
      warning(
        "this user may not see the Services of others, so only `up` shows whether there is one.",
      ),
    ];
  }
}

function mixedFinding(names: string, version: string): Finding {
  return isAtLeast(version, mixedSince)
    ? ok(
        `Kubernetes ${version} takes UDP and TCP in one Service (${names}); some balancers refuse that, and expose.layout: split is for them.`,
      )
    : fails(
        `Kubernetes ${version} refuses UDP and TCP in one Service (${names}), which it takes since ${mixedSince}; set expose.layout: split.`,
      );
}

function addressFinding(services: readonly JsonObject[]): Finding {
  const addressed = services.filter((service) => addressesOf(service).length > 0);
  if (addressed.length > 0) {
    return ok(
      `there is one: it gave an address to ${String(addressed.length)} of ${String(services.length)} Services.`,
    );
  }
  return services.length === 0
    ? warning(
        "no Service of the cluster has one yet, so only `up` shows whether there is one; docs/load-balancers.md says which there are.",
      )
    : warning(
        `${String(services.length)} Services wait for an address; kubectl describe svc tells why, and docs/load-balancers.md what to set.`,
      );
}

function isBalanced(service: JsonObject): boolean {
  return textIn(service, "spec", "type") === "LoadBalancer";
}

function protocolsOf(service: JsonObject): Set<string> {
  const ports = memberAt(service, ["spec", "ports"]);
  return new Set(
    Array.isArray(ports) ? ports.map((port: JsonObject) => textAt(port, "protocol") ?? "TCP") : [],
  );
}

/** External addresses that a Service has got. */
export function addressesOf(service: JsonObject): string[] {
  const ingress = memberAt(service, ["status", "loadBalancer", "ingress"]);
  if (!Array.isArray(ingress)) return [];
  return ingress
    .map((one: JsonObject) => textAt(one, "hostname") ?? textAt(one, "ip"))
    .filter((address) => address !== undefined);
}
