import type { DeclaredResource, RehearsedStack } from "../../operate/rehearsed";
import type { ImageBuild } from "../../rehearse/images";
import { type JsonObject, textAt } from "../../rehearse/json";
import { nameOf } from "../../rehearse/kubernetes";

/** A stack that declares these objects, each with a name of its own. */
export function stackOf(...objects: JsonObject[]): RehearsedStack {
  return { resources: objects.map((object) => resourceOf(object)), images: [] };
}

/** A resource that declares an object. */
export function resourceOf(
  object: JsonObject,
  more: Partial<DeclaredResource> = {},
): DeclaredResource {
  const version = textAt(object, "apiVersion") ?? "";
  const group = version.includes("/") ? version : `core/${version}`;
  return {
    type: `kubernetes:${group}:${textAt(object, "kind") ?? ""}`,
    name: nameOf(object) ?? "",
    existing: false,
    isUnnamed: false,
    object,
    ...more,
  };
}

const unscoped = ["ClusterIssuer", "IngressClass", "Namespace", "StorageClass"];

/** An object in namespace one. */
export function objectOf(kind: string, name: string, more: JsonObject = {}): JsonObject {
  const versions: Readonly<Record<string, string>> = {
    Certificate: "cert-manager.io/v1",
    ClusterIssuer: "cert-manager.io/v1",
    CronJob: "batch/v1",
    Gateway: "gateway.networking.k8s.io/v1",
    HTTPRoute: "gateway.networking.k8s.io/v1",
    Ingress: "networking.k8s.io/v1",
    IngressClass: "networking.k8s.io/v1",
    Issuer: "cert-manager.io/v1",
    Job: "batch/v1",
    Role: "rbac.authorization.k8s.io/v1",
    StatefulSet: "apps/v1",
    StorageClass: "storage.k8s.io/v1",
  };
  const isScoped = !unscoped.includes(kind);
  const { metadata, ...rest } = more;
  return {
    apiVersion: versions[kind] ?? "v1",
    kind,
    metadata: {
      name,
      ...(isScoped ? { namespace: "one" } : {}),
      ...(metadata as JsonObject | undefined),
    },
    ...rest,
  };
}

/** A front-end whose pod has this specification. */
export function frontEndOf(pod: JsonObject = {}): JsonObject {
  return objectOf("StatefulSet", "one", { spec: { template: { metadata: {}, spec: pod } } });
}

/** An image that is built. */
export function buildOf(name: string, push = true): ImageBuild {
  const [dockerfile, platform, registry] = [undefined, undefined, undefined];
  return { name, context: ".", dockerfile, platform, args: {}, registry, push };
}
