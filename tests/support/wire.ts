/** A value as the SDK sends it to the engine. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export interface JsonObject {
  [key: string]: Json;
}

// Pulumi's own marks: https://www.pulumi.com/docs/iac/concepts/ and the SDK's rpc module.
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Replaces each secret by what `replace` makes of it, and marks what isn't known yet. */
function mapSecrets(value: Json, replace: (secret: Json) => Json): Json {
  if (value === unknownMark) return "[unknown]";
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, replace));
  if (!isObject(value)) return value;
  if (value[signature] === secretSignature) return replace(value["value"] ?? null);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapSecrets(item, replace)]),
  );
}

/** The value with `[secret]` in the place of each secret. */
export function covered(value: JsonObject): JsonObject {
  return asObject(mapSecrets(value, () => "[secret]"));
}

/** The value with each secret in the clear. */
export function opened(value: JsonObject): JsonObject {
  const open = (secret: Json): Json => mapSecrets(secret, open);
  return asObject(mapSecrets(value, open));
}

/** The member at a path such as "spec.template.spec"; undefined where there is none. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((parent, key) => {
    if (Array.isArray(parent)) return parent[Number(key)];
    return isObject(parent) ? parent[key] : undefined;
  }, value);
}

/** The list of objects at a path; empty where there is none. */
export function listAt(value: Json | undefined, path: string): JsonObject[] {
  const list = at(value, path);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The text at a path; empty where there is none. */
export function textAt(value: Json | undefined, path: string): string {
  const text = at(value, path);
  return typeof text === "string" ? text : "";
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
