import type * as pulumi from "@pulumi/pulumi";
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
  digest: `sha256:${"d".repeat(64)}`,
};

/** What the world is like that the providers act on. */
export interface World {
  /** At preview nothing is made yet: what is missing in an answer is unknown then. */
  readonly preview: boolean;
  /** What the cluster's load balancer says in the status of a Service; "unknown" at the preview of a new one. */
  readonly balancer: readonly Ingress[] | "unknown";
}

/** Answers as the real providers would. Without an answer of its own a type loses its outputs. */
export function answer(
  type: string,
  name: string,
  inputs: JsonObject,
  { preview, balancer }: World,
): pulumi.runtime.MockResourceResult {
  if (type.startsWith("kubernetes:")) return kubernetesObject(type, name, inputs, balancer);
  const outputs = preview ? {} : providerOutputs(type, name, inputs);
  return { id: preview ? undefined : `${name}-id`, state: { ...inputs, ...outputs } };
}

function providerOutputs(type: string, name: string, inputs: JsonObject): JsonObject {
  switch (type) {
    case "tls:index/privateKey:PrivateKey":
      return {
        privateKeyOpenssh: made.privateKey(name),
        publicKeyOpenssh: `${made.publicKey(name)}\n`,
      };
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
  balancer: World["balancer"],
): pulumi.runtime.MockResourceResult {
  const given = isObject(inputs["metadata"]) ? inputs["metadata"] : {};
  const metadata = { ...given, name: given["name"] ?? `${name}-1a2b3c` };
  const isService = type === "kubernetes:core/v1:Service";
  const status =
    isService && balancer !== "unknown" ? { status: { loadBalancer: { ingress: balancer } } } : {};
  return { id: `${name}-id`, state: { ...inputs, metadata, ...status } };
}
