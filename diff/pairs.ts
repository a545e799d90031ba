import { inheritedKey, type Key, keyText } from "./key";
import type { Declared, Side } from "./side";

/** A resource on both sides, or on one of them. */
export interface Pair {
  readonly before?: Declared;
  readonly after?: Declared;
}

/** Finds for each resource what it was before: by its own name, by an alias, or by an alias of its parents. */
export function paired(before: Side, after: Side): Pair[] {
  const former = new Map(before.resources.map((resource) => [keyText(resource), resource]));
  const renamed = new Map<string, Declared>();
  // Parents are declared before their children.
  const pairs = after.resources.map((resource): Pair => {
    const keys = [resource, ...resource.aliases, ...inherited(resource, renamed)].map(keyText);
    const found = keys.map((key) => former.get(key)).find((one) => one !== undefined);
    if (found === undefined) return { after: resource };
    former.delete(keyText(found));
    renamed.set(keyText(resource), found);
    return { before: found, after: resource };
  });
  return [...pairs, ...[...former.values()].map((resource) => ({ before: resource }))];
}

function inherited(resource: Declared, renamed: ReadonlyMap<string, Declared>): Key[] {
  const { parent } = resource;
  const formerParent = parent === undefined ? undefined : renamed.get(keyText(parent));
  if (parent === undefined || formerParent === undefined) return [];
  return [resource, ...resource.aliases].map((key) => inheritedKey(key, parent, formerParent));
}

/** Whether a resource has another name, or other parents, than before. */
export function isRenamed({ before, after }: Pair): boolean {
  return before !== undefined && after !== undefined && keyText(before) !== keyText(after);
}
