import { find, kubectl, tryKubectl } from "./kubectl";
import type { Gap } from "./needs";

interface Named {
  metadata: { name: string };
}

/** What the cluster has that leads names into it. */
export interface Controllers {
  readonly ingressClass: string;
  readonly gatewayClass: string;
}

/** What leads names into the cluster, if there is an Ingress controller, one of the Gateway API, and cert-manager. */
export async function findControllers(): Promise<Controllers | undefined> {
  const [ingressClass, gatewayClass, issuers] = await Promise.all([
    firstOf("ingressclasses.networking.k8s.io"),
    firstOf("gatewayclasses.gateway.networking.k8s.io"),
    tryKubectl(["get", "crd", "issuers.cert-manager.io"]),
  ]);
  return ingressClass === undefined || gatewayClass === undefined || issuers.code !== 0
    ? undefined
    : { ingressClass, gatewayClass };
}

/** Why no name can be led into the cluster. */
export const controllersGap: Gap =
  "the cluster has no cert-manager with a class of Ingresses and one of Gateways";

async function firstOf(kind: string): Promise<string | undefined> {
  const { code, stdout } = await tryKubectl(["get", kind, "-o", "json"]);
  if (code !== 0) return undefined;
  const { items } = JSON.parse(stdout) as { items: Named[] };
  return items[0]?.metadata.name;
}

/** An authority of cert-manager's in a namespace: an Issuer of the name "authority". */
export function authorityObjects(namespace: string): object[] {
  const kind = { apiVersion: "cert-manager.io/v1", kind: "Issuer" };
  return [
    { ...kind, metadata: { name: "self", namespace }, spec: { selfSigned: {} } },
    certificateOf(namespace, "authority", { commonName: "authority", isCA: true }),
    {
      ...kind,
      metadata: { name: "authority", namespace },
      spec: { ca: { secretName: "authority" } },
    },
  ];
}

/** A certificate in the Secret of its name; by the namespace's authority unless it's that itself. */
export function certificateOf(namespace: string, name: string, more: object): object {
  const issuer = name === "authority" ? "self" : "authority";
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name, namespace },
    spec: {
      secretName: name,
      issuerRef: { name: issuer },
      privateKey: { algorithm: "ECDSA" },
      ...more,
    },
  };
}

/** Has cert-manager make a certificate again, as it does by itself in time. */
export async function renew(namespace: string, name: string): Promise<void> {
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, "");
  const reason = { reason: "ManuallyTriggered", message: "asked for", lastTransitionTime };
  const conditions = [{ type: "Issuing", status: "True", ...reason }];
  const patch = JSON.stringify({ status: { conditions } });
  const to = ["certificate", name, "-n", namespace, "--subresource=status", "--type=merge"];
  await kubectl(["patch", ...to, "-p", patch]);
}

/** Text of a Secret's file; undefined while there is none. */
export async function secretFile(
  namespace: string,
  name: string,
  file: string,
): Promise<string | undefined> {
  const secret = await find<{ data?: Record<string, string> }>(["secret", name, "-n", namespace]);
  const encoded = secret?.data?.[file];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString();
}
