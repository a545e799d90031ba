import type { Audience, RolePort } from "./role";

function secured(
  name: string,
  number: number,
  place: number,
  audience: Audience = "clients",
): RolePort {
  const usedBy = `the clients of ${name}, with \`tls\``;
  return { name: `${name}-tls`, number, protocol: "TCP", usedBy, audience, place, secures: name };
}

/** Where TLS listens before the roles that clients dial. */
export const securedPorts: readonly RolePort[] = [
  { ...secured("oned", 12633, 9), speaks: "xml-rpc" },
  { ...secured("grpc", 12634, 10), since: "7.2", speaks: "h2" },
  secured("fireedge", 12616, 11),
  secured("oneflow", 12474, 12),
  secured("onegate", 15030, 13, "hypervisors"),
];
