import { createHmac } from "node:crypto";
import { componentType } from "../components/package";
import { formerUrns } from "../rehearse/aliases";
import type { Json, JsonObject } from "../rehearse/json";
import { asObject, isObject, mapObject, objectAt, textAt } from "../rehearse/json";
import type { Rehearsal } from "../rehearse/rehearsal";
import type { Registration } from "../rehearse/resource";
import { mapScalars, placeholderPrefix, replaced } from "../rehearse/secrets";
import { type Key, keyOfUrn } from "./key";

/** A resource as one side of a comparison declares it. */
export interface Declared extends Key {
  readonly type: string;
  /** With a `Fingerprint` in the place of each secret. */
  readonly inputs: JsonObject;
  /** The name that the rehearsal gave to an object without one; a deployment gives another. */
  readonly generatedName?: string;
  /** What its inputs are made of, by their names. */
  readonly sources?: Readonly<Record<string, readonly Key[]>>;
  /** Whether it is deleted before it is made again, where the program says so. */
  readonly deletedFirst?: boolean;
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
  const byUrn = new Map(declared.map((resource) => [resource.urn, resource]));
  const frontEndOf = (urn: string): string | undefined => {
    const resource = byUrn.get(urn);
    if (resource === undefined || resource.type === componentType) return resource?.name;
    return frontEndOf(resource.parent);
  };
  return {
    project: rehearsal.project,
    stack: rehearsal.stack,
    resources: declared.map((resource) => {
      const { urn, type, inputs } = resource;
      const isNamed = textAt(objectAt(inputs, "metadata"), "name") !== undefined;
      const generatedName = isNamed ? undefined : textAt(names.get(urn) ?? {}, "name");
      const frontEnd = frontEndOf(urn);
      const parent = byUrn.get(resource.parent);
      const former = formerUrns(resource, rehearsal.stack, rehearsal.project);
      return {
        ...keyOfUrn(urn),
        type,
        inputs: withoutSecrets(comparedInputs(resource, rehearsal.projectFolder), key),
        frontEnd,
        generatedName,
        parent: parent && keyOfUrn(parent.urn),
        deletedFirst: resource.deletedFirst,
        changesInPlace: resource.changesInPlace,
        sources: keysBy(resource.sources),
        aliases: former.map(keyOfUrn),
      };
    }),
    sealed: sealedValues(sealed, key),
  };
}

function keysBy(sources: Registration["sources"]): Record<string, Key[]> {
  return Object.fromEntries(
    Object.entries(sources).map(([input, urns]) => [input, urns.map(keyOfUrn)]),
  );
}

function comparedInputs({ inputs, ignored = [] }: Registration, folder: string): JsonObject {
  const compared = ignored.reduce((rest, path) => without(rest, path.split(".")), inputs);
  return withoutFolder(compared, folder);
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
