import type * as pulumi from "@pulumi/pulumi";
import { type Endpoints, type Listener, listeningPorts } from "../roles";
import { inUrl } from "./addresses";

/** Writes each endpoint as its clients take it. */
export function endpointsOf(
  listener: Listener,
  address: pulumi.Output<string>,
): pulumi.Output<Endpoints> {
  const ports = listeningPorts(listener);
  return address.apply((plain) => {
    const known: Partial<Endpoints> = {};
    for (const { endpoint, number } of ports) {
      if (endpoint !== undefined) {
        known[endpoint.key] = endpoint.address(`${inUrl(plain)}:${number}`);
      }
    }
    const { xmlrpc = "", ssh = "", ...others } = known;
    return { xmlrpc, ...others, ssh };
  });
}
