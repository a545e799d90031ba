/** A value as it goes over the wire between a program and its monitor. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that is an object, or an empty one. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The object below a key, or an empty one. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  return asObject(parent[key]);
}

/** The text below a key, if there is one. */
export function textAt(parent: JsonObject, key: string): string | undefined {
  const value = parent[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The same value with its keys in one order: `first`, as far as they occur, then the alphabet. */
export function ordered(value: Json, first: readonly string[] = ["name"]): Json {
  if (Array.isArray(value)) return value.map((item) => ordered(item));
  if (!isObject(value)) return value;
  const leading = first.filter((key) => key in value);
  const rest = Object.keys(value).filter((key) => !leading.includes(key));
  rest.sort();
  return Object.fromEntries([...leading, ...rest].map((key) => [key, ordered(value[key] ?? null)]));
}

/** The object with each of its values changed. */
export function mapObject(
  value: JsonObject,
  change: (item: Json, key: string) => Json,
): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}
