import { cascadeFrom } from "./cascade";
import type { FieldChange } from "./fields";
import { meaningsOf } from "./folding";
import { keyText } from "./key";
import { isRenamed, type Pair, paired } from "./pairs";
import { difference, type Surroundings } from "./reasons";
import { type Declared, kindOf, type Side } from "./side";

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
  /** It is made where its provider leads now, and then deleted where that led before. */
  readonly isMoved?: boolean;
  /** The engine refuses: the program, or the one before, protects it. */
  readonly isRefused?: boolean;
}

/** Compares two sides resource by resource. What stays the same isn't listed. */
export function stepsBetween(before: Side, after: Side): Step[] {
  const pairs = paired(before, after);
  const meanings = meaningsOf(pairs);
  let replaced: Step[] = [];
  for (;;) {
    const renewed = new Set(replaced.map((step) => keyOf(step.after)));
    const cascade = cascadeFrom(replaced, before.resources);
    const steps = pairs.flatMap((pair) => stepOf(pair, { meanings, renewed, cascade }));
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

function stepOf(pair: Pair, around: Surroundings): Step[] {
  const { before, after } = pair;
  const declared = after ?? before;
  if (declared === undefined) return [];
  const about = subjectOf(declared);
  if (before === undefined || after === undefined) {
    const operation = before === undefined ? "create" : "delete";
    const sides = { ...(before && { before }), ...(after && { after }) };
    const isRefused = before?.lifecycle?.isProtected;
    return [{ ...about, ...sides, operation, changes: [], replacedBy: [], isRefused }];
  }
  const found = difference(before, after, around);
  const step = { ...about, before, after, ...found };
  if (found.replacedBy.length > 0) {
    // What goes with another is deleted before the program can let go of it.
    const isSwept = around.cascade.has(keyText(before));
    const isProtected = isSwept || after.lifecycle?.isProtected;
    const isRefused = before.lifecycle?.isProtected && isProtected;
    return [{ ...step, operation: "replace", isRefused }];
  }
  if (found.changes.length > 0) return [{ ...step, operation: "update" }];
  return isRenamed(pair) ? [{ ...step, operation: "rename" }] : [];
}

/** What a step is about. */
export function subjectOf(declared: Declared): Pick<Step, "type" | "name" | "kind"> {
  return { type: declared.type, name: declared.name, kind: kindOf(declared) };
}
