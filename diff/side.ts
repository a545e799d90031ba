import { createHmac } from "node:crypto";
import { componentType } from "../components/package";
import { formerUrns } from "../rehearse/aliases";
import type { Json, JsonObject } from "../rehearse/json";
import { asObject, isObject, mapObject, objectAt, textAt } from "../rehearse/json";
import type { Lifecycle } from "../rehearse/lifecycle";
import type { Rehearsal } from "../rehearse/rehearsal";
import { className, providerUrn, type Registration } from "../rehearse/resource";
import { mapScalars, marked, placeholderPrefix, replaced, revealed } from "../rehearse/secrets";
import { activeCluster, kubernetesProvider } from "./cluster";
import { type Key, keyOfUrn } from "./key";
import { segments } from "./path";

/** A resource as one side of a comparison declares it. */
export interface Declared extends Key {
  readonly type: string;
  /** With a `Fingerprint` in the place of each secret. */
  readonly inputs: JsonObject;
  /** The name that the rehearsal gave to an object without one; a deployment gives another. */
  readonly generatedName?: string;
  /** What its inputs are made of, by their names. */
  readonly sources?: Readonly<Record<string, readonly Key[]>>;
  /** What the program says about its replacement and deletion; with a fingerprint for the trigger. */
  readonly lifecycle?: Lifecycle;
  /** What manages it, if that is declared or configured. */
  readonly provider?: Pick<Declared, "typeChain" | "name" | "inputs">;
  /** Its content changes in place, unlike that of other ConfigMaps and Secrets. */
  readonly changesInPlace?: boolean;
  /** What it may have been before, by its own aliases. */
  readonly aliases: readonly Key[];
  /** Undefined below the stack. */
  readonly parent?: Key;
  /** Name of the component that it belongs to, or is. */
  readonly frontEnd?: string;
}

/** One side of a comparison: what a stack's program declares. */
export interface Side {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly Declared[];
  /** Fingerprints of the encrypted values in the stack's file, by path: only an engine can read them. */
  readonly sealed: Readonly<Record<string, string>>;
}

const fingerprintKey = "secret-fingerprint";

/** Stands for a secret: two secrets are the same if their fingerprints are. The key lives as long as the comparison. */
export function fingerprint(text: string, key: string): JsonObject {
  const placeholder = new RegExp(`${placeholderPrefix}[A-Za-z0-9_.-]+`, "g");
  const made = text.match(placeholder) ?? [];
  // A placeholder tells of itself, and may be called otherwise on the other side.
  const rest = text.replace(placeholder, placeholderPrefix);
  return secretMark(createHmac("sha256", key).update(rest).digest("hex"), made);
}

/** What stands for a secret that nobody has the value of: equal marks stand for equal values. */
export function secretMark(mark: string, made: string[] = []): JsonObject {
  return { [fingerprintKey]: mark, made };
}

export function isFingerprint(value: unknown): boolean {
  return isObject(value) && fingerprintKey in value;
}

/** What a rehearsal found, without a secret in it. */
export function sideOf(rehearsal: Rehearsal, sealed: JsonObject, key: string): Side {
  const names = new Map(
    rehearsal.files.map(({ urn, manifest }) => [urn, objectAt(manifest.shown, "metadata")]),
  );
  const declared = rehearsal.resources.filter(
    ({ existing, type }) => !existing && type !== "pulumi:pulumi:Stack",
  );
  // Parents and providers are declared before what belongs to them.
  const made = new Map<string, Declared>();
  const standard = defaultProvider(rehearsal, key);
  for (const resource of declared) {
    const { urn, type, name, inputs } = resource;
    const isNamed = textAt(objectAt(inputs, "metadata"), "name") !== undefined;
    const parent = made.get(resource.parent);
    const former = formerUrns(resource, rehearsal.stack, rehearsal.project);
    made.set(urn, {
      ...keyOfUrn(urn),
      type,
      inputs: withoutSecrets(comparedInputs(resource, rehearsal), key),
      frontEnd: type === componentType ? name : parent?.frontEnd,
      generatedName: isNamed ? undefined : textAt(names.get(urn) ?? {}, "name"),
      parent: parent && keyOfUrn(resource.parent),
      provider: resource.provider === "" ? standard : made.get(providerUrn(resource)),
      lifecycle: shownLifecycle(resource, key),
      changesInPlace: resource.changesInPlace,
      sources: keysBy(resource.sources),
      aliases: former.map(keyOfUrn),
    });
  }
  const { project, stack } = rehearsal;
  return { project, stack, resources: [...made.values()], sealed: sealedValues(sealed, key) };
}

function defaultProvider(rehearsal: Rehearsal, key: string): Declared["provider"] {
  const inputs = rehearsal.defaultProvider;
  if (Object.keys(inputs).length === 0) return undefined;
  const type = kubernetesProvider;
  const compared = withoutSecrets(comparedInputs({ type, inputs }, rehearsal), key);
  return { typeChain: type, name: "default", inputs: compared };
}

/** Kind of a Kubernetes object, else the class. */
export function kindOf({ type, inputs }: Pick<Declared, "type" | "inputs">): string {
  const name = type.startsWith("pulumi:providers:") ? "Provider" : className(type);
  return textAt(inputs, "kind") ?? name;
}

// Of a component, the engine heeds no more.
function shownLifecycle({ custom, lifecycle = {} }: Registration, key: string): Lifecycle {
  const { isProtected, isRetained, trigger } = lifecycle;
  if (!custom) return { isProtected, isRetained };
  const shown = trigger === undefined ? trigger : fingerprint(JSON.stringify(trigger), key);
  return { ...lifecycle, trigger: shown };
}

function keysBy(sources: Registration["sources"]): Record<string, Key[]> {
  return Object.fromEntries(
    Object.entries(sources).map(([input, urns]) => [input, urns.map(keyOfUrn)]),
  );
}

function comparedInputs(
  { type, inputs, lifecycle }: Pick<Registration, "type" | "inputs" | "lifecycle">,
  { projectFolder: folder }: Rehearsal,
): JsonObject {
  const { ignored = [] } = lifecycle ?? {};
  const compared = ignored.reduce((rest, path) => without(rest, segments(path)), inputs);
  // What the provider tells clusters apart by: each user, and each renewed token, makes another kubeconfig.
  const isProvider = type === kubernetesProvider;
  const cluster = isProvider ? activeCluster(asObject(revealed(compared)), folder) : undefined;
  const all = cluster ? { ...compared, activeCluster: marked(cluster) } : compared;
  return withoutFolder(all, folder);
}

function without(inputs: JsonObject, [first = "", ...further]: string[]): JsonObject {
  const { [first]: found, ...others } = inputs;
  if (further.length === 0 || !isObject(found)) return further.length === 0 ? others : inputs;
  return { ...others, [first]: without(found, further) };
}

// Each side has its own folder, and that alone isn't a difference.
function withoutFolder(inputs: JsonObject, folder: string): JsonObject {
  const shown = JSON.stringify(folder).slice(1, -1);
  const text = JSON.stringify(inputs).replaceAll(shown, ".");
  return asObject(JSON.parse(text) as Json);
}

function withoutSecrets(inputs: JsonObject, key: string): JsonObject {
  const isKubernetesSecret = textAt(inputs, "kind") === "Secret";
  return mapObject(inputs, (value, name) =>
    isKubernetesSecret && (name === "data" || name === "stringData")
      ? mapScalars(value, [], (_, scalar) => fingerprint(String(scalar), key))
      : replaced(value, (secret) => fingerprint(JSON.stringify(secret), key)),
  );
}

function sealedValues(config: JsonObject, key: string, at = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(config)) {
    const path = at === "" ? name : `${at}.${name}`;
    if (!isObject(value)) continue;
    const secure = textAt(value, "secure");
    if (secure === undefined) Object.assign(found, sealedValues(value, key, path));
    else found[path] = createHmac("sha256", key).update(secure).digest("hex");
  }
  return found;
}
