import { objectAt, textAt } from "../rehearse/json";
import { fieldChanges } from "./fields";
import { keyOfUrn, keyText } from "./key";
import { chosenPaths, replacingPaths } from "./replacement";
import { type Declared, kindOf } from "./side";
import type { Step } from "./steps";

/** Why resources are replaced together with others, by the texts of their former keys. */
export type Cascade = ReadonlyMap<string, string>;

/**
 * What the engine deletes and makes again together with resources that it deletes before it makes them again: all that
 * has an input from there which, were it unknown, could not be changed in place, and so on. What only depends on them
 * stays.
 */
export function cascadeFrom(replaced: readonly Replaced[], declared: readonly Declared[]): Cascade {
  const gone = new Map(
    replaced.filter(isDeletedFirst).flatMap(({ before }) => (before ? [entryOf(before)] : [])),
  );
  const cascade = new Map<string, string>();
  for (let found = -1; found < cascade.size;) {
    found = cascade.size;
    for (const resource of declared) {
      const key = keyText(resource);
      const why = cascade.has(key) ? undefined : reasonIn(resource, gone);
      if (why === undefined) continue;
      cascade.set(key, why);
      gone.set(...entryOf(resource));
    }
  }
  return cascade;
}

function entryOf(resource: Declared): [key: string, shown: string] {
  return [keyText(resource), `${kindOf(resource)} ${resource.name}`];
}

type Replaced = Pick<Step, "before" | "after" | "changes" | "replacedBy">;

// Kubernetes has no two objects of one name, so the former one goes first, unless the program wants it otherwise. A patch
// is only replaced by one of another object. Where the program itself is the reason, the provider isn't asked.
function isDeletedFirst({ before, after, changes, replacedBy }: Replaced): boolean {
  if (before === undefined || after === undefined) return false;
  const [old, now] = [objectAt(before.inputs, "metadata"), objectAt(after.inputs, "metadata")];
  const isSame = ["name", "namespace"].every((key) => old[key] === now[key]);
  const isNamed = after.type.startsWith("kubernetes:") && textAt(now, "name") !== undefined;
  const isAsked = replacingPaths(after, changes).some((path) => replacedBy.includes(path));
  const { deletedFirst } = after.lifecycle ?? {};
  return deletedFirst ?? (isNamed && isSame && isAsked && !isPatch(after.type));
}

function isPatch(type: string): boolean {
  return type.endsWith("Patch");
}

function reasonIn(resource: Declared, gone: ReadonlyMap<string, string>): string | undefined {
  const { type, inputs, provider, lifecycle, sources = {} } = resource;
  const manager = provider && gone.get(keyText(provider));
  const host = gone.get(keyText(keyOfUrn(lifecycle?.deletedWith ?? "")));
  if (manager !== undefined) return `belongs to ${manager}, which is deleted first`;
  if (host !== undefined) return `deletedWith ${host}, which is deleted first`;
  for (const [input, keys] of Object.entries(sources)) {
    const source = keys.map((key) => gone.get(keyText(key))).find((one) => one !== undefined);
    const value = inputs[input];
    if (source === undefined || value === undefined) continue;
    if (isPatch(type) && input !== "metadata") continue;
    // An object always has a name, if only a generated one.
    const isNamed = type.startsWith("kubernetes:") && input === "metadata";
    const fields = fieldChanges({ [input]: value }, { [input]: {} });
    const isChosen = chosenPaths(resource, inputs, { ...inputs, [input]: null }).length > 0;
    if (isNamed || isChosen || replacingPaths(resource, fields).length > 0) {
      return `takes ${input} from ${source}, which is deleted first`;
    }
  }
  return undefined;
}
