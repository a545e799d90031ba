import { isObject, type Json, type JsonObject } from "../rehearse/json";
import { isFingerprint } from "./side";

/** One field that differs; a side without it has undefined. */
export interface FieldChange {
  /** Such as `spec.template.spec.containers[oned].image`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

// What Kubernetes merges lists of objects by, and what OpenNebula's own lists are told apart by.
const mergeKeys = ["name", "mountPath", "ip", "servicePort", "file", "key", "port"];

/** Every field that differs between two values, deepest first named. Equal values give nothing. */
export function fieldChanges(
  before: Json | undefined,
  after: Json | undefined,
  path = "",
): FieldChange[] {
  if (before === after) return [];
  if (isFingerprint(before) || isFingerprint(after)) return changedWhole(before, after, path);
  if (isObject(before) && isObject(after)) return changedMembers(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return changedItems(before, after, path);
  const parsed = [parsedObject(before), parsedObject(after)];
  if (isObject(parsed[0]) && isObject(parsed[1])) return changedMembers(parsed[0], parsed[1], path);
  return changedWhole(before, after, path);
}

function changedWhole(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
): FieldChange[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

function changedMembers(before: JsonObject, after: JsonObject, path: string): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => fieldChanges(before[key], after[key], memberPath(path, key)));
}

function memberPath(path: string, key: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(key)) return path === "" ? key : `${path}.${key}`;
  return `${path}[${key}]`;
}

function changedItems(before: Json[], after: Json[], path: string): FieldChange[] {
  const key = mergeKeys.find((name) => isKeyed(before, name) && isKeyed(after, name));
  if (key === undefined) return changedWhole(before, after, path);
  const [old, now] = [byKey(before, key), byKey(after, key)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const changes = names.flatMap((name) =>
    fieldChanges(old.get(name), now.get(name), `${path}[${name}]`),
  );
  const kept = (items: Map<string, Json>, other: Map<string, Json>): string =>
    [...items.keys()].filter((name) => other.has(name)).join(", ");
  const order = [kept(old, now), kept(now, old)];
  if (order[0] === order[1]) return changes;
  return [...changes, { path: `${path} (order)`, before: order[0], after: order[1] }];
}

function isKeyed(items: Json[], key: string): boolean {
  return items.every(isObject) && byKey(items, key).size === items.length;
}

function byKey(items: Json[], key: string): Map<string, Json> {
  const entries = items.filter(isObject).flatMap((item): [string, Json][] => {
    const name = item[key];
    return typeof name === "string" || typeof name === "number" ? [[String(name), item]] : [];
  });
  return new Map(entries);
}

function parsedObject(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}
