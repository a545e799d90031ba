import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Api } from "../../operate/api";
import { isObject, type Json, type JsonObject, objectAt, textAt } from "../../rehearse/json";

const kinds: Readonly<
  Record<string, readonly [kind: string, plural: string, namespaced: boolean][]>
> = {
  v1: [
    ["ConfigMap", "configmaps", true],
    ["Namespace", "namespaces", false],
    ["PersistentVolumeClaim", "persistentvolumeclaims", true],
    ["Pod", "pods", true],
    ["Secret", "secrets", true],
    ["Service", "services", true],
    ["ServiceAccount", "serviceaccounts", true],
  ],
  "apps/v1": [["StatefulSet", "statefulsets", true]],
  "authorization.k8s.io/v1": [["SelfSubjectAccessReview", "selfsubjectaccessreviews", false]],
  "batch/v1": [
    ["CronJob", "cronjobs", true],
    ["Job", "jobs", true],
  ],
  "cert-manager.io/v1": [
    ["Certificate", "certificates", true],
    ["ClusterIssuer", "clusterissuers", false],
    ["Issuer", "issuers", true],
  ],
  "discovery.k8s.io/v1": [["EndpointSlice", "endpointslices", true]],
  "gateway.networking.k8s.io/v1": [
    ["Gateway", "gateways", true],
    ["HTTPRoute", "httproutes", true],
  ],
  "networking.k8s.io/v1": [
    ["Ingress", "ingresses", true],
    ["IngressClass", "ingressclasses", false],
  ],
  "policy/v1": [["PodDisruptionBudget", "poddisruptionbudgets", true]],
  "rbac.authorization.k8s.io/v1": [
    ["Role", "roles", true],
    ["RoleBinding", "rolebindings", true],
  ],
  "storage.k8s.io/v1": [["StorageClass", "storageclasses", false]],
};

const usualVersion = "v1.34.1";

/** An answer of the API server that isn't an object. */
export interface Refused {
  readonly code: number;
  readonly message: string;
}

/** Plays the API server of a cluster with these objects; what it is asked, it notes. */
export class ApiStub {
  readonly objects: JsonObject[] = [];
  readonly requests: string[] = [];
  readonly bodies: string[] = [];
  version = usualVersion;
  /** Whether the user is denied what a review asks for. */
  denies: (attributes: JsonObject) => boolean = () => false;
  /** What becomes of an object that is made. */
  grows: (object: JsonObject) => JsonObject = (object) => object;
  /** Refuses a request, such as "POST /api/v1/namespaces/one/pods". */
  refuses: (request: string) => Refused | undefined = () => undefined;
  private readonly server: Server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const answer = this.answer(request.method ?? "", request.url ?? "", text);
      const status = typeof answer["code"] === "number" ? answer["code"] : 200;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });

  /** Address of the server. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.address;
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Forgets what it was told and asked. */
  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
    for (const list of [this.objects, this.requests, this.bodies]) list.length = 0;
    this.version = usualVersion;
    this.denies = () => false;
    this.refuses = () => undefined;
    this.grows = (object) => object;
  }

  /** A client of it. */
  async api(): Promise<Api> {
    const { KubeConfig } = await import("@kubernetes/client-node");
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromClusterAndUser(
      { name: "stub", server: this.address, skipTLSVerify: true },
      { name: "me" },
    );
    return Api.open({ kubeconfig, context: "stub", server: this.address });
  }

  private answer(method: string, url: string, text: string): JsonObject {
    const { pathname, search, searchParams } = new URL(url, "http://stub");
    this.requests.push(`${method} ${pathname}${search}`);
    this.bodies.push(text);
    const refused = this.refuses(`${method} ${pathname}`);
    if (refused !== undefined) return { kind: "Status", ...refused };
    if (pathname === "/version") return { gitVersion: this.version };
    if (pathname.endsWith("/selfsubjectaccessreviews")) {
      return this.review(JSON.parse(text) as JsonObject);
    }
    const [, apiVersion = "", rest = ""] =
      /^\/apis?\/((?:[a-z0-9.]+\.)?[a-z0-9.-]*\/?v[0-9][a-z0-9]*)\/?(.*)$/.exec(pathname) ?? [];
    if (rest === "") return resourceList(apiVersion);
    if (method === "POST") return this.made(JSON.parse(text) as JsonObject, searchParams);
    return this.onObjects(method, apiVersion, rest, text, searchParams.get("labelSelector") ?? "");
  }

  private review(review: JsonObject): JsonObject {
    const attributes = objectAt(objectAt(review, "spec"), "resourceAttributes");
    return { ...review, status: { allowed: !this.denies(attributes) } };
  }

  private made(object: JsonObject, options: URLSearchParams): JsonObject {
    if (!options.has("dryRun")) this.objects.push(this.grows(object));
    return object;
  }

  private onObjects(
    method: string,
    apiVersion: string,
    path: string,
    text: string,
    labels: string,
  ): JsonObject {
    const [, namespace, plural = "", name] =
      /^(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const [kind = ""] = (kinds[apiVersion] ?? []).find(([, one]) => one === plural) ?? [];
    const all = this.objects.filter(
      (object) =>
        object["kind"] === kind && (namespace === undefined || namespaceOf(object) === namespace),
    );
    if (name === undefined) {
      const items = all.filter((object) => isLabelled(object, labels));
      return { kind: `${kind}List`, apiVersion, metadata: {}, items };
    }
    const found = all.find((object) => objectAt(object, "metadata")["name"] === name);
    if (found === undefined) {
      return { kind: "Status", code: 404, message: `${plural} "${name}" not found` };
    }
    return method === "PATCH" ? joined(found, JSON.parse(text) as JsonObject) : found;
  }
}

/** A cluster for each test of the suite that asks for it, empty every time. */
export function clusterForEach(): ApiStub {
  const stub = new ApiStub();
  beforeEach(async () => {
    await stub.start();
  });
  afterEach(() => {
    stub.stop();
  });
  return stub;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function resourceList(apiVersion: string): JsonObject {
  const known = kinds[apiVersion];
  if (known === undefined) {
    return { kind: "Status", code: 404, message: "the server could not find it" };
  }
  const resources = known.map(([kind, name, namespaced]) => ({
    kind,
    name,
    namespaced,
    singularName: "",
    verbs: [],
  }));
  return { kind: "APIResourceList", groupVersion: apiVersion, resources };
}

function namespaceOf(object: JsonObject): string | undefined {
  return textAt(objectAt(object, "metadata"), "namespace");
}

function isLabelled(object: JsonObject, selector: string): boolean {
  const labels = objectAt(objectAt(object, "metadata"), "labels");
  return selector
    .split(",")
    .filter((part) => part !== "")
    .every((part) => labels[part.split("=")[0] ?? ""] === part.split("=")[1]);
}

/** What is there, with what is declared over it; items of lists are told apart by their names. */
function joined(there: JsonObject, declared: JsonObject): JsonObject {
  const join = (one: Json | undefined, other: Json): Json => {
    if (isObject(one) && isObject(other)) return joined(one, other);
    if (!Array.isArray(one) || !Array.isArray(other)) return other;
    const named = (name: Json | undefined): Json | undefined =>
      name === undefined ? undefined : one.find((each) => nameIn(each) === name);
    return other.map((item) => join(named(nameIn(item)), item));
  };
  const entries = Object.entries(declared).map(
    ([key, value]) => [key, join(there[key], value)] as const,
  );
  return { ...there, ...Object.fromEntries(entries) };
}

function nameIn(item: Json): Json | undefined {
  return isObject(item) ? item["name"] : item;
}
