import { packageName } from "../components/package/packageRoot";
import { asObject, objectAt, textAt, type Json, type JsonObject } from "./json";
import { kindOf, nameOf, namespaceOf, type Manifest } from "./kubernetes";
import { className, type Request } from "./resource";
import { isSecret, marked, placeholder, placeholderPrefix } from "./secrets";

/** A value that only a deployment brings forth, and what it stands for. */
export interface Placeholder {
  readonly text: string;
  readonly meaning: string;
}

/** What a program is told about a resource of its own. */
export interface Answer {
  readonly id: string;
  readonly state: JsonObject;
  readonly placeholders: readonly Placeholder[];
}

const keyPair = ["Openssh", "Pem"].flatMap((form) => [`privateKey${form}`, `publicKey${form}`]);
const certificate = ["certPem", "validityStartTime", "validityEndTime"];
const fingerprints = ["publicKeyFingerprintMd5", "publicKeyFingerprintSha256"];

// Outputs that only the provider knows. Those of others are unknown to the program, as in any preview.
const outputsByType: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomBytes:RandomBytes": ["base64", "hex"],
  "random:index/randomId:RandomId": ["b64Std", "b64Url", "dec", "hex"],
  "random:index/randomPassword:RandomPassword": ["bcryptHash", "result"],
  "random:index/randomString:RandomString": ["result"],
  "random:index/randomUuid:RandomUuid": ["result"],
  "tls:index/certRequest:CertRequest": ["certRequestPem"],
  "tls:index/locallySignedCert:LocallySignedCert": [...certificate, "caKeyAlgorithm"],
  "tls:index/selfSignedCert:SelfSignedCert": [...certificate, "keyAlgorithm"],
  "tls:index/privateKey:PrivateKey": ["privateKeyPemPkcs8", ...keyPair, ...fingerprints],
};

/** Answers for a resource: its inputs, and a placeholder for each output that is known to come from its provider. */
export function answerFor(request: Request, manifest: Manifest | undefined): Answer {
  const answer =
    manifest === undefined ? providerAnswer(request) : kubernetesAnswer(request, manifest);
  const state = { ...answer.state };
  for (const key of request.secretOutputs) {
    const value = state[key];
    if (value !== undefined && !isSecret(value)) state[key] = marked(value);
  }
  return { ...answer, state };
}

function kubernetesAnswer(request: Request, manifest: Manifest): Answer {
  const name = nameOf(manifest.content) ?? request.name;
  const namespace = namespaceOf(manifest.content) ?? "default";
  const given = request.inputs["metadata"] ?? null;
  const metadata = isSecret(given) ? given : { ...asObject(given), name, namespace };
  const placeholders = addresses(manifest.content, name);
  const status = placeholders.map(({ text }) => ({ hostname: text }));
  return {
    id: `${namespace}/${name}`,
    state: {
      ...request.inputs,
      metadata,
      ...(publishes(manifest.content) ? { status: { loadBalancer: { ingress: status } } } : {}),
    },
    placeholders,
  };
}

function publishes(object: JsonObject): boolean {
  return ["Service", "Ingress"].includes(kindOf(object));
}

// The top-level domain is reserved for names that never resolve: a forgotten one fails at once.
const balancerDomain = ".load-balancer.invalid";

/** Finds placeholders in a text: of values, and of addresses. */
export function placeholderPattern(): RegExp {
  // Only at the beginning of a word: tried at each letter of a long one, it would take the square of its length.
  return new RegExp(
    `${placeholderPrefix}[A-Za-z0-9_.-]+|(?<![a-z0-9.-])[a-z0-9.-]+${balancerDomain.replaceAll(".", "\\.")}`,
    "g",
  );
}

/** Whether a value holds something that only a deployment brings forth. */
export function isMade(value: unknown): boolean {
  const text = JSON.stringify(value ?? null);
  return text.includes(placeholderPrefix) || text.includes(balancerDomain);
}

function addresses(object: JsonObject, name: string): Placeholder[] {
  const kind = kindOf(object);
  const isBalanced = kind === "Service" && objectAt(object, "spec")["type"] === "LoadBalancer";
  if (!isBalanced && kind !== "Ingress") return [];
  const owner = sharedBy(object) ?? name;
  const text = owner + balancerDomain;
  return [{ text, meaning: `address that the cluster gives to ${kind} ${owner}` }];
}

// A front-end may have two Services, which must get one address.
function sharedBy(object: JsonObject): string | undefined {
  const labels = objectAt(objectAt(object, "metadata"), "labels");
  return labels["app.kubernetes.io/managed-by"] === packageName
    ? textAt(labels, "app.kubernetes.io/instance")
    : undefined;
}

function providerAnswer(request: Request): Answer {
  const known = imageState(request);
  const missing = (outputsByType[request.type] ?? []).filter(
    (key) => !(key in request.inputs) && !(key in known),
  );
  const made = missing.map((key) => ({
    key,
    text: placeholder(request.name, key),
    meaning: `${key} of ${className(request.type)} ${request.name}`,
  }));
  return {
    id: textAt(known, "id") ?? placeholder(request.name, "id"),
    state: {
      ...request.inputs,
      ...known,
      ...Object.fromEntries(made.map(({ key, text }) => [key, text])),
    },
    placeholders: made,
  };
}

/** Whether each output of a type has an answer; one without gives values that are unknown. */
export function isAnswered({ type }: Pick<Request, "type">): boolean {
  return type in outputsByType || /^docker(-build)?:/.test(type);
}

// An image is referred to by its tag: its digest exists once it's built, and the tag is in every manifest's place of it.
function imageState({ type, inputs }: Request): JsonObject {
  switch (type) {
    case "docker:index/image:Image":
      return named(inputs["imageName"], ["repoDigest", "baseImageName"]);
    case "docker:index/remoteImage:RemoteImage":
      return named(inputs["name"], ["repoDigest"]);
    case "docker-build:index:Image":
      return named(Array.isArray(inputs["tags"]) ? inputs["tags"][0] : undefined, ["ref"]);
    default:
      return {};
  }
}

function named(name: Json | undefined, keys: readonly string[]): JsonObject {
  return name === undefined ? {} : Object.fromEntries(keys.map((key) => [key, name]));
}
