import { mapObject, textAt, type Json, type JsonObject } from "../rehearse/json";
import { className } from "../rehearse/registration";
import { placeholderPrefix } from "../rehearse/secrets";
import { type FieldChange, fieldChanges } from "./fields";
import { replacingPaths } from "./replacement";
import { type Declared, isFingerprint, type Side } from "./side";

export type Operation = "create" | "update" | "replace" | "delete";

/** What happens to one resource. */
export interface Step {
  readonly operation: Operation;
  readonly type: string;
  /** Kind of the Kubernetes object, else the class. */
  readonly kind: string;
  readonly name: string;
  readonly before?: Declared;
  readonly after?: Declared;
  readonly changes: readonly FieldChange[];
  /** Fields that can't be changed in place. */
  readonly replacedBy: readonly string[];
}

/** Compares two sides resource by resource. What stays the same isn't listed. */
export function stepsBetween(before: Side, after: Side): Step[] {
  const pairs = paired(before, after);
  let renewed = new Set<string>();
  for (;;) {
    const steps = pairs.flatMap((pair) => stepOf(pair, renewed));
    // What refers to a replaced resource changes as well, which may replace more.
    const replaced = new Set(
      steps.filter(({ operation }) => operation === "replace").map(({ after: one }) => keyOf(one)),
    );
    if (replaced.size === renewed.size) return steps;
    renewed = replaced;
  }
}

interface Pair {
  readonly before?: Declared;
  readonly after?: Declared;
  readonly names: readonly [Names, Names];
}

/** Keys of resources by the name that was generated for them. */
export type Names = ReadonlyMap<string, string>;

function paired(before: Side, after: Side): Pair[] {
  const names = generatedNames(before, after);
  const former = new Map(before.resources.map((resource) => [keyOf(resource), resource]));
  const pairs = after.resources.map((resource): Pair => {
    const keys = [keyOf(resource), ...resource.aliases.map(keyOfUrn)];
    const key = keys.find((candidate) => former.has(candidate)) ?? "";
    const found = former.get(key);
    former.delete(key);
    return { ...(found === undefined ? {} : { before: found }), after: resource, names };
  });
  return [...pairs, ...[...former.values()].map((resource) => ({ before: resource, names }))];
}

/** What a resource is told apart by, whatever the stack. */
export function keyOf(resource: Declared | undefined): string {
  return resource === undefined ? "" : `${resource.typeChain}::${resource.name}`;
}

function keyOfUrn(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

/** Names that nobody chose, of both sides. */
export function generatedNames(before: Side, after: Side): [Names, Names] {
  const namesOf = ({ resources }: Side): Names => {
    const named = resources.filter(({ generatedName }) => generatedName !== undefined);
    return new Map(named.map((one) => [one.generatedName ?? "", keyOf(one)]));
  };
  return [namesOf(before), namesOf(after)];
}

function stepOf({ before, after, names }: Pair, renewed: ReadonlySet<string>): Step[] {
  const declared = after ?? before;
  if (declared === undefined) return [];
  const about = subjectOf(declared);
  if (before === undefined || after === undefined) {
    const operation = before === undefined ? "create" : "delete";
    const sides = { ...(before && { before }), ...(after && { after }) };
    return [{ ...about, ...sides, operation, changes: [], replacedBy: [] }];
  }
  const changes = inputChanges(before, after, names, renewed);
  if (changes.length === 0) return [];
  const replacedBy = replacingPaths(about.type, after.inputs, changes);
  const operation = replacedBy.length > 0 ? "replace" : "update";
  return [{ ...about, before, after, operation, changes, replacedBy }];
}

/** What a step is about. */
export function subjectOf({ type, name, inputs }: Declared): Pick<Step, "type" | "name" | "kind"> {
  return { type, name, kind: textAt(inputs, "kind") ?? className(type) };
}

/** The fields that differ between two declarations of a resource; `renewed` are the keys of what is replaced. */
export function inputChanges(
  before: Declared,
  after: Declared,
  names: readonly [Names, Names],
  renewed: ReadonlySet<string>,
): FieldChange[] {
  return fieldChanges(
    folded(before.inputs, names[0], new Set()),
    folded(after.inputs, names[1], renewed),
  );
}

/** The inputs with what a generated name, or a value that a deployment makes, stands for in its place. */
function folded(inputs: JsonObject, names: Names, renewed: ReadonlySet<string>): JsonObject {
  const fold = (value: Json): Json => {
    if (typeof value === "string") return foldedText(value, names, renewed);
    if (isFingerprint(value)) return foldedSecret(value, renewed);
    if (Array.isArray(value)) return value.map(fold);
    return typeof value === "object" && value !== null ? mapObject(value, fold) : value;
  };
  return mapObject(inputs, fold);
}

function foldedText(text: string, names: Names, renewed: ReadonlySet<string>): string {
  const key = names.get(text);
  if (key === undefined) return text + markOf(text, renewed);
  return `${className(key.split("::")[0] ?? "")} ${key.split("::")[1] ?? ""}${renewed.has(key) ? " (new)" : ""}`;
}

function foldedSecret(value: Json, renewed: ReadonlySet<string>): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...value, renewed: markOf(JSON.stringify(value["made"]), renewed) }
    : value;
}

// A placeholder is called after its resource, so it says which replacement makes another value of it.
function markOf(text: string, renewed: ReadonlySet<string>): string {
  if (!text.includes(placeholderPrefix)) return "";
  const isNew = [...renewed].some((key) =>
    text.includes(`${placeholderPrefix}${key.split("::")[1] ?? ""}-`),
  );
  return isNew ? " (new)" : "";
}
