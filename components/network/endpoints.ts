import type * as pulumi from "@pulumi/pulumi";
import { type Endpoints, sunstonePath } from "../roles";
import { inUrl } from "./addresses";
import { type Exposed, externalPorts } from "./external";

/** What decides where clients find the roles. */
export interface Found extends Exposed {
  readonly publicUrl?: string;
}

/** Writes each endpoint as its clients take it. */
export function endpointsOf(
  found: Found,
  address: pulumi.Output<string>,
): pulumi.Output<Endpoints> {
  const ports = externalPorts(found);
  return address.apply((plain) => {
    const known: Partial<Endpoints> = {};
    for (const { endpoint, isSecure, number } of ports) {
      if (endpoint !== undefined) {
        const scheme = isSecure ? "https" : "http";
        known[endpoint.key] = endpoint.address(`${inUrl(plain)}:${number}`, scheme);
      }
    }
    const { xmlrpc = "", ssh = "", ...others } = known;
    return { xmlrpc, ...others, ...publicEndpoint(found, known), ssh };
  });
}

function publicEndpoint(
  { publicUrl }: Found,
  { fireedge }: Partial<Endpoints>,
): Pick<Endpoints, "fireedge"> {
  if (publicUrl === undefined || fireedge === undefined) return {};
  return { fireedge: new URL(sunstonePath, publicUrl).href };
}
