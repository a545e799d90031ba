import { isObject, type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { nameOf } from "../../rehearse/kubernetes";
import { addressesOf } from "../doctor/balancer";

/** Where a Service is reached. */
export interface ServiceStatus {
  readonly name: string;
  readonly type: string;
  /** From outside the cluster; of a Service that is reached only inside, its cluster IP. */
  readonly addresses: readonly string[];
  /** Such as "oned 2633/TCP", with the node port where that is how it's reached. */
  readonly ports: readonly string[];
}

/** A Service that clients use; undefined for one that only gives names to pods. */
export function serviceStatus(service: JsonObject): ServiceStatus | undefined {
  const spec = objectAt(service, "spec");
  const inside = textAt(spec, "clusterIP") ?? "None";
  if (inside === "None") return undefined;
  const type = textAt(spec, "type") ?? "ClusterIP";
  const outside = [...addressesOf(service), ...textsAt(spec, "externalIPs")];
  const isInside = type === "ClusterIP" && outside.length === 0;
  const ports = spec["ports"];
  return {
    name: nameOf(service) ?? "",
    type,
    addresses: isInside ? [inside] : outside,
    ports: (Array.isArray(ports) ? ports : []).filter(isObject).map((port) => portText(port, type)),
  };
}

function portText(port: JsonObject, type: string): string {
  const number = port[type === "NodePort" ? "nodePort" : "port"];
  return `${textAt(port, "name") ?? ""} ${typeof number === "number" ? String(number) : ""}/${textAt(port, "protocol") ?? "TCP"}`.trim();
}

function textsAt(parent: JsonObject, key: string): string[] {
  const items = parent[key];
  return Array.isArray(items) ? items.filter((item) => typeof item === "string") : [];
}
