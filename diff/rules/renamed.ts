import { isRenamed } from "../pairs";
import { enumerated, type Sentence } from "../sentence";
import type { Step } from "../steps";

const longest = 5;

/** One sentence for all resources that have another name, or other parents, by aliases. */
export function renameSentences(steps: readonly Step[]): Sentence[] {
  const kept = steps.filter((step) => isRenamed(step) && step.operation !== "replace");
  if (kept.length === 0) return [];
  const verb = kept.some(isCalledOtherwise) ? "Renamed" : "Moved";
  // The component first: the others follow it.
  const names = [...kept].sort((a, b) => depthOf(a) - depthOf(b)).map(nameText);
  const more = names.length - longest;
  const shown = more > 0 ? [...names.slice(0, longest), `${String(more)} more`] : names;
  const isAll = steps.every(({ operation }) => operation !== "replace");
  const text = `${verb} by an alias, ${isAll ? "nothing is" : "and not"} replaced: ${enumerated(shown)}.`;
  const about = kept.filter(({ operation }) => operation === "rename");
  return [{ weight: "object", grave: false, text, about }];
}

function isCalledOtherwise({ before, name }: Step): boolean {
  return before?.name !== name;
}

function depthOf({ after }: Step): number {
  return after?.typeChain.split("$").length ?? 0;
}

function nameText(step: Step): string {
  const { kind, name, before } = step;
  return isCalledOtherwise(step) ? `${kind} ${before?.name ?? ""} to ${name}` : `${kind} ${name}`;
}
