import { isObject, mapObject, type Json, type JsonObject } from "../rehearse/json";
import { className } from "../rehearse/resource";
import { placeholderPrefix } from "../rehearse/secrets";
import { type FieldChange, fieldChanges } from "./fields";
import { type Key, keyOfUrn, keyText } from "./key";
import { isRenamed, type Pair } from "./pairs";
import { type Declared, isFingerprint } from "./side";

/** What names and values that nobody chose stand for. Resources are told apart by the texts of their keys. */
export interface Meanings {
  /** Resources by the names that were generated for them, before and after. */
  readonly names: readonly [Names, Names];
  /** What resources with an alias were before. */
  readonly renamed: Names;
  /** Resources by name: several kinds may share one. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
}

type Names = ReadonlyMap<string, string>;

export function meaningsOf(pairs: readonly Pair[]): Meanings {
  const side = (end: "before" | "after"): Declared[] =>
    pairs.map((pair) => pair[end]).filter((one) => one !== undefined);
  const namesOf = (end: "before" | "after"): Names =>
    new Map(
      side(end).flatMap((one) =>
        one.generatedName === undefined ? [] : [[one.generatedName, keyText(one)]],
      ),
    );
  const renamed = pairs.flatMap((pair): [string, string][] => {
    const { before, after } = pair;
    const isOther = isRenamed(pair) && before !== undefined && after !== undefined;
    return isOther ? [[keyText(after), keyText(before)]] : [];
  });
  const owners = new Map<string, string[]>();
  for (const one of side("after")) {
    owners.set(one.name, [...(owners.get(one.name) ?? []), keyText(one)]);
  }
  return { names: [namesOf("before"), namesOf("after")], renamed: new Map(renamed), owners };
}

/** The fields that differ between two declarations of a resource; `renewed` are the keys of what is replaced. */
export function inputChanges(...of: Parameters<typeof foldedInputs>): FieldChange[] {
  return fieldChanges(...foldedInputs(...of));
}

/** The inputs of both with what their names and values stand for, so that they can be compared. */
export function foldedInputs(
  before: Pick<Declared, "inputs">,
  after: Pick<Declared, "inputs">,
  { names, ...meanings }: Meanings,
  renewed: ReadonlySet<string>,
): [before: JsonObject, after: JsonObject] {
  const former = {
    names: names[0],
    renamed: new Map(),
    owners: new Map(),
    renewed: new Set<string>(),
  };
  return [
    folded(before.inputs, former),
    folded(after.inputs, { ...meanings, names: names[1], renewed }),
  ];
}

interface Fold extends Omit<Meanings, "names"> {
  readonly names: Names;
  readonly renewed: ReadonlySet<string>;
}

/** The inputs with what a generated name, or a value that a deployment makes, stands for in its place. */
function folded(inputs: JsonObject, fold: Fold): JsonObject {
  const foldValue = (value: Json): Json => {
    if (typeof value === "string") return foldedText(value, fold);
    if (isFingerprint(value)) return foldedSecret(value, fold);
    if (Array.isArray(value)) return value.map(foldValue);
    return isObject(value) ? mapObject(value, foldValue) : value;
  };
  return mapObject(inputs, foldValue);
}

function foldedText(text: string, fold: Fold): string {
  const key = fold.names.get(text);
  if (key === undefined) return foldedPlaceholders(text, fold);
  const isNew = fold.renewed.has(key);
  const { typeChain, name } = keyOf((isNew ? undefined : fold.renamed.get(key)) ?? key);
  return `${className(typeChain)} ${name}${isNew ? " (new)" : ""}`;
}

function foldedSecret(value: Json, fold: Fold): Json {
  if (!isObject(value)) return value;
  const made = Array.isArray(value["made"]) ? value["made"] : [];
  const texts = made.filter((item) => typeof item === "string");
  return { ...value, made: texts.map((text) => foldedPlaceholders(text, fold)) };
}

const placeholderText = new RegExp(`${placeholderPrefix}[A-Za-z0-9_.-]+`, "g");

// A placeholder is called after its resource, so it says which replacement makes another value of it, and stands for the
// same value where an alias says that the resource was called otherwise.
function foldedPlaceholders(text: string, { owners, renamed, renewed }: Fold): string {
  if (!text.includes(placeholderPrefix)) return text;
  return text.replace(placeholderText, (found) => {
    const rest = found.slice(placeholderPrefix.length);
    // One resource's name may begin another's.
    const [owner] = [...owners.keys()]
      .filter((name) => rest.startsWith(`${name}-`))
      .sort((a, b) => b.length - a.length);
    const keys = owner === undefined ? [] : (owners.get(owner) ?? []);
    if (keys.some((key) => renewed.has(key))) return `${found} (new)`;
    const former = keys.map((key) => renamed.get(key)).find((key) => key !== undefined);
    return former === undefined || owner === undefined
      ? found
      : placeholderPrefix + keyOf(former).name + rest.slice(owner.length);
  });
}

function keyOf(text: string): Key {
  return keyOfUrn(`::::${text}`);
}
