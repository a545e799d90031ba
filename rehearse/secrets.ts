import { isObject, mapObject, type Json, type JsonObject } from "./json";

/** Everything that stands for a secret begins with it; the image's `prepare` role refuses such values. */
export const placeholderPrefix = "placeholder-for-";

// The SDK's wire format of a secret: an object with this key, this value, and the secret as `value`.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export function placeholder(...parts: readonly string[]): string {
  return placeholderPrefix + parts.join("-").replace(/[^A-Za-z0-9._-]+/g, "-");
}

/** What stands for an encrypted setting. A key keeps the form of one, since programs check keys by their form. */
export function settingPlaceholder(name: string): string {
  const text = placeholder(name);
  return /(private|ssh|host)[-_]?key$/i.test(name)
    ? `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----`
    : text;
}

/** Marks a value as secret, as the engine does in its answers. */
export function marked(value: Json): JsonObject {
  return { [signatureKey]: secretSignature, value };
}

export function isSecret(value: Json): boolean {
  return isObject(value) && value[signatureKey] === secretSignature;
}

function secretOf(value: Json): Json | undefined {
  return isObject(value) && isSecret(value) ? (value["value"] ?? null) : undefined;
}

/** The value without its marks, secrets in the clear. */
export function revealed(value: Json): Json {
  return replaced(value, (secret) => revealed(secret));
}

/** The value with `cover` in the place of each secret. */
export function covered(value: Json, cover: string): Json {
  return replaced(value, () => cover);
}

/** The value with a placeholder in the place of each secret scalar: keys and lists stay what they are. */
export function concealed(value: Json, subject: string): Json {
  return replaced(value, (secret, path) =>
    mapScalars(secret, path, (inner) => placeholder(subject, ...inner.slice(-1))),
  );
}

/** Paths of the secrets that are more than one text: no placeholder can stand for them in an object. */
export function wholeSecrets(value: Json): string[] {
  const paths: string[] = [];
  replaced(value, (secret, path) => {
    const text = path.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join("");
    if (typeof secret !== "string") paths.push(text.replace(/^\./, ""));
    return secret;
  });
  return paths;
}

/** Calls `found` with every secret text of a value. */
export function eachSecret(value: Json, found: (text: string) => void): void {
  replaced(value, (secret) =>
    mapScalars(secret, [], (_, scalar) => {
      found(String(scalar));
      return scalar;
    }),
  );
}

/** The value with each scalar changed. Null stays: it holds nothing. */
export function mapScalars(
  value: Json,
  path: readonly string[],
  change: (path: readonly string[], scalar: boolean | number | string) => Json,
): Json {
  const secret = secretOf(value);
  if (secret !== undefined) return mapScalars(secret, path, change);
  if (Array.isArray(value)) {
    return value.map((item, i) => mapScalars(item, [...path, String(i)], change));
  }
  if (isObject(value)) {
    return mapObject(value, (item, key) => mapScalars(item, [...path, key], change));
  }
  return value === null ? null : change(path, value);
}

type Replace = (secret: Json, path: readonly string[]) => Json;

/** The value with something else in the place of each secret. */
export function replaced(value: Json, replace: Replace, path: readonly string[] = []): Json {
  const secret = secretOf(value);
  if (secret !== undefined) return replace(secret, path);
  // Most values hold none: a copy of each would cost more than the rest.
  if (typeof value !== "object" || value === null || !holdsSecret(value)) return value;
  if (Array.isArray(value)) {
    return value.map((item, i) => replaced(item, replace, [...path, String(i)]));
  }
  return mapObject(value, (item, key) => replaced(item, replace, [...path, key]));
}

function holdsSecret(value: Json): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && Object.values(value).some(holdsSecret);
}

/** A text of the program's (an error, a warning) without the secrets that are known by then. */
export function redacted(text: string, secrets: Iterable<string>): string {
  let result = text;
  for (const secret of secrets) {
    for (const part of new Set([secret, ...secret.split("\n")])) {
      if (part.trim().length >= 4) result = result.replaceAll(part, "[secret]");
    }
  }
  return result;
}
