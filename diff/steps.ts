import { textAt } from "../rehearse/json";
import { className } from "../rehearse/resource";
import { type Cascade, cascadeFrom } from "./cascade";
import type { FieldChange } from "./fields";
import { inputChanges, type Meanings, meaningsOf } from "./folding";
import { keyText } from "./key";
import { isRenamed, type Pair, paired } from "./pairs";
import { replacingPaths } from "./replacement";
import type { Declared, Side } from "./side";

/** A rename is what an alias makes of an otherwise unchanged resource: it stays as it is. */
export type Operation = "create" | "update" | "replace" | "delete" | "rename";

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
  /** Fields that can't be changed in place, or what else is behind a replacement. */
  readonly replacedBy: readonly string[];
}

/** Compares two sides resource by resource. What stays the same isn't listed. */
export function stepsBetween(before: Side, after: Side): Step[] {
  const pairs = paired(before, after);
  const meanings = meaningsOf(pairs);
  let replaced: Step[] = [];
  for (;;) {
    const renewed = new Set(replaced.map((step) => keyOf(step.after)));
    const cascade = cascadeFrom(replaced, before.resources);
    const steps = pairs.flatMap((pair) => stepOf(pair, meanings, renewed, cascade));
    // What refers to a replaced resource changes as well, which may replace more.
    const more = steps.filter(({ operation }) => operation === "replace");
    if (more.length === replaced.length) return steps;
    replaced = more;
  }
}

/** What a resource is told apart by, whatever the stack. */
export function keyOf(resource: Declared | undefined): string {
  return resource === undefined ? "" : keyText(resource);
}

function stepOf(
  pair: Pair,
  meanings: Meanings,
  renewed: ReadonlySet<string>,
  cascade: Cascade,
): Step[] {
  const { before, after } = pair;
  const declared = after ?? before;
  if (declared === undefined) return [];
  const about = subjectOf(declared);
  if (before === undefined || after === undefined) {
    const operation = before === undefined ? "create" : "delete";
    const sides = { ...(before && { before }), ...(after && { after }) };
    return [{ ...about, ...sides, operation, changes: [], replacedBy: [] }];
  }
  const changes = inputChanges(before, after, meanings, renewed);
  const swept = cascade.get(keyText(before));
  if (changes.length === 0 && swept === undefined) {
    const step = { ...about, before, after, changes, replacedBy: [] };
    return isRenamed(pair) ? [{ ...step, operation: "rename" }] : [];
  }
  const paths = replacingPaths(after, changes);
  const replacedBy = paths.length === 0 && swept !== undefined ? [swept] : paths;
  const operation = replacedBy.length > 0 ? "replace" : "update";
  return [{ ...about, before, after, operation, changes, replacedBy }];
}

/** What a step is about. */
export function subjectOf({ type, name, inputs }: Declared): Pick<Step, "type" | "name" | "kind"> {
  return { type, name, kind: textAt(inputs, "kind") ?? className(type) };
}
