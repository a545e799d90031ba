import { createHash, scryptSync } from "node:crypto";
import { asObject, mapObject, objectAt, ordered, textAt, type JsonObject } from "./json";
import type { Request } from "./resource";
import {
  concealed,
  isSecret,
  mapScalars,
  placeholder,
  placeholderPrefix,
  revealed,
} from "./secrets";

/** A Kubernetes object as it would be applied. */
export interface Manifest {
  /** As it is written. */
  readonly content: JsonObject;
  /** As it is shown: no secret in it in any case. */
  readonly shown: JsonObject;
  /** `content` holds secrets in the clear. */
  readonly confidential: boolean;
}

const clusterScoped = new Set(
  (
    "APIService CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle CSIDriver CSINode " +
    "CustomResourceDefinition FlowSchema IngressClass MutatingWebhookConfiguration Namespace Node PersistentVolume " +
    "PriorityClass PriorityLevelConfiguration RuntimeClass StorageClass ValidatingAdmissionPolicy " +
    "ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment"
  ).split(" "),
);

/** Whether a resource is one Kubernetes object. */
export function isKubernetesObject(request: Request): boolean {
  return (
    request.custom &&
    request.type.startsWith("kubernetes:") &&
    textAt(request.inputs, "apiVersion") !== undefined &&
    textAt(request.inputs, "kind") !== undefined &&
    !("items" in request.inputs)
  );
}

/** Whether a resource stands for Kubernetes objects that only its provider knows. */
export function isOpaque(request: Request): boolean {
  return request.custom && request.type.startsWith("kubernetes:") && !isKubernetesObject(request);
}

/** Renders a resource as the object that would be applied. */
export function manifestOf(
  request: Request,
  withSecrets: boolean,
  namespace: string | undefined,
): Manifest {
  const subject = subjectOf(request);
  const base = withDefaults(request.inputs, namespace);
  const hidden = conceal(base, subject);
  const open = withSecrets ? reveal(base, subject) : hidden;
  const confidential = withSecrets && JSON.stringify(open) !== JSON.stringify(hidden);
  const content = finished(open, nameOf(open) ?? automaticName(request, open, confidential));
  const shown = confidential ? finished(hidden, nameOf(content) ?? "") : content;
  return { content, shown, confidential };
}

export function kindOf(object: JsonObject): string {
  return textAt(object, "kind") ?? "";
}

export function nameOf(object: JsonObject): string | undefined {
  return textAt(objectAt(object, "metadata"), "name");
}

export function namespaceOf(object: JsonObject): string | undefined {
  return textAt(objectAt(object, "metadata"), "namespace");
}

/** What the placeholders of an object are called after: its name, as far as it's known by then. */
function subjectOf(request: Request): string {
  const name = objectAt(request.inputs, "metadata")["name"];
  return typeof name === "string" && name !== "" ? name : request.name;
}

function withDefaults(inputs: JsonObject, namespace: string | undefined): JsonObject {
  const given = objectAt(inputs, "metadata");
  if (isSecret(given)) return inputs;
  const metadata = withoutPulumi(given);
  const isScoped = !clusterScoped.has(textAt(inputs, "kind") ?? "");
  const known = textAt(metadata, "namespace") ?? (isScoped ? namespace : undefined);
  return {
    ...inputs,
    metadata: { ...metadata, ...(known === undefined ? {} : { namespace: known }) },
  };
}

// Annotations for the provider alone; an empty `annotations` isn't left behind.
function withoutPulumi(metadata: JsonObject): JsonObject {
  const { annotations, ...rest } = metadata;
  if (annotations === undefined || isSecret(annotations)) return metadata;
  const kept = Object.entries(objectAt(metadata, "annotations")).filter(
    ([key]) => !key.startsWith("pulumi.com/"),
  );
  return kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) };
}

function conceal(object: JsonObject, subject: string): JsonObject {
  const data = mapSecretData(object, (path) => placeholder(subject, ...path));
  return asObject(concealed(data, subject));
}

function reveal(object: JsonObject, subject: string): JsonObject {
  // A value with a placeholder somewhere inside is one as a whole, so that `prepare` can tell.
  const open = (path: readonly string[], value: string): string =>
    value.includes(placeholderPrefix) ? placeholder(subject, ...path) : value;
  return asObject(revealed(mapSecretData(object, open)));
}

/** Changes the values of a Secret; other objects stay as they are. */
function mapSecretData(
  object: JsonObject,
  change: (path: readonly string[], value: string) => string,
): JsonObject {
  if (object["kind"] !== "Secret") return object;
  const encoded: typeof change = (path, value) => {
    const text = Buffer.from(value, "base64").toString("latin1");
    return Buffer.from(change(path, text), "latin1").toString("base64");
  };
  return mapObject(object, (value, key) => {
    const changeText = key === "stringData" ? change : key === "data" ? encoded : undefined;
    if (changeText === undefined) return value;
    return mapScalars(value, [], (path, scalar) => changeText(path, String(scalar)));
  });
}

function automaticName(request: Request, content: JsonObject, confidential: boolean): string {
  const stem = textAt(objectAt(content, "metadata"), "generateName") ?? `${request.name}-`;
  const text = JSON.stringify(ordered(content));
  // A name is public: from a fast hash in it, a weak password could be guessed.
  const hash = confidential
    ? scryptSync(text, "name of a secret", 4, { N: 2 ** 14 })
    : createHash("sha256").update(text).digest();
  return stem + hash.toString("hex").slice(0, 8);
}

/** An object under its name, with its keys in one order. */
export function finished(object: JsonObject, name: string): JsonObject {
  const { generateName: _, ...metadata } = objectAt(object, "metadata");
  return asObject(
    ordered({ ...object, metadata: { ...metadata, name } }, ["apiVersion", "kind", "metadata"]),
  );
}
