import type * as pulumi from "@pulumi/pulumi";
import { inUrl } from "./addresses";
import { listeningPorts } from "../roles";
import type { Settings } from "../resolve";

/** Where clients of the external Service find each role; a role that doesn't run has none. */
export interface Endpoints {
  /** XML-RPC API, as ONE_XMLRPC takes it. */
  xmlrpc: string;
  /** gRPC API, host and port. */
  grpc?: string;
  /** Sunstone in the browser. */
  fireedge?: string;
  /** OneFlow API, as ONEFLOW_URL takes it. */
  oneflow?: string;
  /** OneGate API. */
  onegate?: string;
  /** SSH server of oneadmin. */
  ssh: string;
}

/** Writes each endpoint as its clients take it. */
export function endpointsOf(
  settings: Settings,
  address: pulumi.Output<string>,
): pulumi.Output<Endpoints> {
  const ports = new Map(listeningPorts(settings).map((port) => [port.name, port.number]));
  return address.apply((plain) => {
    const host = inUrl(plain);
    const at = (name: string): string => `${host}:${ports.get(name) ?? ""}`;
    return {
      xmlrpc: `http://${at("oned")}/RPC2`,
      ...(ports.has("grpc") ? { grpc: at("grpc") } : {}),
      ...(ports.has("fireedge") ? { fireedge: `http://${at("fireedge")}/fireedge/sunstone` } : {}),
      ...(ports.has("oneflow") ? { oneflow: `http://${at("oneflow")}` } : {}),
      ...(ports.has("onegate") ? { onegate: `http://${at("onegate")}` } : {}),
      ssh: `ssh://oneadmin@${at("ssh")}`,
    };
  });
}
