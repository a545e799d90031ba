import type * as pulumi from "@pulumi/pulumi";
import { publicKeyOf, sampleKeys } from "./sampleKeys";
import { isObject, textAt, type JsonObject } from "./wire";

/** One address of a load balancer, as the status of a Service has it. */
export interface Ingress {
  readonly ip?: string;
  readonly hostname?: string;
}

/** What the providers make: known here, so that a test can tell where it went. */
export const made = {
  password: "canary-made-password",
  privateKey: (name: string): string => `canary-made-key-of-${name}\n`,
  publicKey: (name: string): string => `ssh-made AAAA-${name}`,
  privateKeyPem: (name: string): string => `canary-made-pem-of-${name}\n`,
  publicKeyPem: (name: string): string => `public-pem-of-${name}\n`,
  certificate: (name: string): string => `certificate-of-${name}\n`,
  digest: `sha256:${"d".repeat(64)}`,
};

/** What the Job of a restore takes out of a backup. */
export const restored = {
  "oneadmin-password": "canary-restored-password",
  "ssh-private-key": sampleKeys.pkcs1.privateKey,
  ssh_host_key: sampleKeys.openssh.privateKey,
  "monitor-private-key": sampleKeys.pkcs1.privateKey,
};

/** What the world is like that the providers act on. */
export interface World {
  /** At preview nothing is made yet: what is missing in an answer is unknown then. */
  readonly preview: boolean;
  /**
   * What the cluster's load balancer says in the status of a Service, if need be by its name; "unknown" at the preview
   * of a new one.
   */
  readonly balancer: readonly Ingress[] | "unknown" | ((service: string) => readonly Ingress[]);
  /** Metadata of the namespace, if it is there already. */
  readonly namespace: object | undefined;
  /** What a Job has written, if it has. */
  readonly written: string | undefined;
}

/** Answers as the real providers would. Without an answer of its own a type loses its outputs. */
export function answer(
  type: string,
  name: string,
  inputs: JsonObject,
  world: World,
): pulumi.runtime.MockResourceResult {
  if (type.startsWith("kubernetes:")) return kubernetesObject(type, name, inputs, world);
  const { preview } = world;
  const outputs = preview ? {} : providerOutputs(type, name, inputs);
  return { id: preview ? undefined : `${name}-id`, state: { ...inputs, ...outputs } };
}

/** Answers what the program asks a provider: tls reads the keys that this run has made, and refuses others. */
export function answerToCall(token: string, inputs: JsonObject): JsonObject {
  if (token !== "tls:index/getPublicKey:getPublicKey") return {};
  const form = "privateKeyPem" in inputs ? "privateKeyPem" : "privateKeyOpenssh";
  return { publicKeyOpenssh: `${publicKeyOf(textAt(inputs, form))}\n` };
}

function providerOutputs(type: string, name: string, inputs: JsonObject): JsonObject {
  switch (type) {
    case "tls:index/privateKey:PrivateKey":
      return {
        privateKeyOpenssh: made.privateKey(name),
        publicKeyOpenssh: `${made.publicKey(name)}\n`,
        privateKeyPem: made.privateKeyPem(name),
        publicKeyPem: made.publicKeyPem(name),
      };
    case "tls:index/selfSignedCert:SelfSignedCert":
    case "tls:index/locallySignedCert:LocallySignedCert":
      return { certPem: made.certificate(name) };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: `request-of-${name}\n` };
    case "random:index/randomPassword:RandomPassword":
      return { result: made.password };
    case "docker:index/image:Image":
      return {
        repoDigest: `${textAt(inputs, "imageName").replace(/:[^:/]+$/, "")}@${made.digest}`,
      };
    default:
      return {};
  }
}

function kubernetesObject(
  type: string,
  name: string,
  inputs: JsonObject,
  world: World,
): pulumi.runtime.MockResourceResult {
  const given = isObject(inputs["metadata"]) ? inputs["metadata"] : {};
  const metadata = {
    ...given,
    name: given["name"] ?? `${name}-1a2b3c`,
    ...metadataInCluster(type, name, world),
  };
  const state = { ...inputs, metadata, ...foundInCluster(type, name, world) };
  return { id: world.preview ? undefined : `${name}-id`, state };
}

// Only a namespace that is there has a place for other objects.
function metadataInCluster(type: string, name: string, { namespace }: World): object {
  if (namespace === undefined) return {};
  if (type === "kubernetes:core/v1:Namespace" && name.endsWith("-namespace-found")) {
    return namespace;
  }
  return type === "kubernetes:core/v1:Service" ? { uid: `uid-of-${name}` } : {};
}

function encoded(texts: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString("base64")]),
  );
}

// What somebody else than the program has put into the object.
function foundInCluster(type: string, name: string, { balancer, written }: World): JsonObject {
  if (type === "kubernetes:core/v1:Service" && balancer !== "unknown") {
    const addresses = typeof balancer === "function" ? balancer(name) : balancer;
    return { status: { loadBalancer: { ingress: addresses.map((address) => ({ ...address })) } } };
  }
  if (type === "kubernetes:core/v1:Secret" && name.endsWith("-restored-credentials")) {
    return { data: encoded(restored) };
  }
  if (type !== "kubernetes:core/v1:ConfigMap" || written === undefined) return {};
  if (name.endsWith("-hypervisor-states")) return { data: { hypervisors: written } };
  return name.endsWith("-last-backup") ? { data: { backup: written } } : {};
}
