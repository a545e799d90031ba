import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { namedMetadata, type Owner } from "../kubernetes";
import { type Guarded, openInCluster, servingLabels } from "../network";
import { portNumber, sunstonePath } from "../roles";
import type { PublicPlace, SunstoneGateway, SunstoneIngressSettings } from "./publicUrl";
import { certManager, type IssuerSettings } from "./tls";

type IngressSpec = k8s.types.input.networking.v1.IngressSpec;
type Annotations = Record<string, pulumi.Input<string>>;

/** What decides how people come to Sunstone. */
export interface SunstoneOwner extends Omit<Guarded, keyof PublicPlace>, PublicPlace, Owner {}

/** Leads a name to FireEdge, by an Ingress or a Gateway, if one is wanted. */
export function createSunstone(owner: SunstoneOwner): void {
  const { name, gateway, ingress, opts, publicUrl } = owner;
  if (publicUrl === undefined || (ingress === undefined && gateway === undefined)) return;
  const { hostname: host, protocol } = new URL(publicUrl);
  const backend = backendName(name);
  createBackend(owner, backend);
  openInCluster(owner, backend, ["fireedge"]);
  if (ingress !== undefined) {
    const spec = ingressSpec(name, host, protocol === "https:", ingress);
    const annotations = { ...owner.annotations, ...ingressAnnotations(name, ingress) };
    const metadata = { ...namedMetadata(name, owner), annotations };
    new k8s.networking.v1.Ingress(name, { metadata, spec }, opts);
  }
  if (gateway !== undefined) {
    const kind = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" };
    const spec = routeSpec(backend, host, gateway);
    const metadata = namedMetadata(name, owner);
    new k8s.apiextensions.CustomResource(name, { ...kind, metadata, spec }, opts);
  }
}

function backendName(name: string): string {
  return `${name}-fireedge`;
}

// The external Service has FireEdge by TLS alone, if there is TLS: what leads to Sunstone speaks HTTP to it.
function createBackend(owner: SunstoneOwner, backend: string): void {
  const number = portNumber("fireedge");
  const port = { name: "fireedge", port: number, targetPort: "fireedge", protocol: "TCP" };
  const spec = {
    type: "ClusterIP",
    publishNotReadyAddresses: true,
    selector: servingLabels(owner),
    ports: [port],
  };
  new k8s.core.v1.Service(backend, { metadata: namedMetadata(backend, owner), spec }, owner.opts);
}

// FireEdge itself leads from the root to Sunstone.
const paths = [
  { path: `/${sunstonePath.split("/")[1] ?? ""}`, isPrefix: true },
  { path: "/", isPrefix: false },
] as const;

/** The Ingress' spec. */
export function ingressSpec(
  name: string,
  host: string,
  isEncrypted: boolean,
  { className, issuer, tlsSecret }: SunstoneIngressSettings,
): IngressSpec {
  const service = { name: backendName(name), port: { name: "fireedge" } };
  const secretName = tlsSecret ?? (issuer === undefined ? undefined : `${name}-ingress-tls`);
  const tls = { hosts: [host], ...(secretName === undefined ? {} : { secretName }) };
  return {
    ...(className === undefined ? {} : { ingressClassName: className }),
    rules: [
      {
        host,
        http: {
          paths: paths.map(({ path, isPrefix }) => ({
            path,
            pathType: isPrefix ? "Prefix" : "Exact",
            backend: { service },
          })),
        },
      },
    ],
    ...(isEncrypted ? { tls: [tls] } : {}),
  };
}

/** The Ingress' annotations: consoles live for an hour without a word, and an image has any size. */
export function ingressAnnotations(
  name: string,
  { annotations, issuer }: SunstoneIngressSettings,
): Annotations {
  return {
    // ingress-nginx
    "nginx.ingress.kubernetes.io/proxy-body-size": "0",
    "nginx.ingress.kubernetes.io/proxy-request-buffering": "off",
    "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600",
    "nginx.ingress.kubernetes.io/proxy-send-timeout": "3600",
    // The controller of NGINX's own makers
    "nginx.org/client-max-body-size": "0",
    "nginx.org/proxy-read-timeout": "3600s",
    "nginx.org/proxy-send-timeout": "3600s",
    "nginx.org/websocket-services": backendName(name),
    // The two controllers with HAProxy, which keep websockets for an hour and take any size unasked
    "haproxy.org/timeout-server": "3600s",
    "haproxy-ingress.github.io/timeout-server": "3600s",
    ...(issuer === undefined ? {} : issuerAnnotations(issuer)),
    // Not every controller says where an Ingress is reached, and nothing here depends on it.
    "pulumi.com/skipAwait": "true",
    ...annotations,
  };
}

function issuerAnnotations({ name, kind, group }: IssuerSettings): Annotations {
  if (group !== certManager) {
    return {
      "cert-manager.io/issuer": name,
      "cert-manager.io/issuer-kind": kind,
      "cert-manager.io/issuer-group": group,
    };
  }
  return { [`cert-manager.io/${kind === "ClusterIssuer" ? "cluster-issuer" : "issuer"}`]: name };
}

/** The HTTPRoute's spec. */
export function routeSpec(
  backend: string,
  host: string,
  { name, namespace, sectionName }: SunstoneGateway,
): object {
  return {
    parentRefs: [
      {
        name,
        ...(namespace === undefined ? {} : { namespace }),
        ...(sectionName === undefined ? {} : { sectionName }),
      },
    ],
    hostnames: [host],
    rules: [
      {
        matches: paths.map(({ path, isPrefix }) => ({
          path: { type: isPrefix ? "PathPrefix" : "Exact", value: path },
        })),
        backendRefs: [{ name: backend, port: portNumber("fireedge") }],
        // An upload takes as long as it takes.
        timeouts: { request: "0s" },
      },
    ],
  };
}
