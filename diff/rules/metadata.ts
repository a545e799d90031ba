import { isBelow } from "../replacement";
import type { Sentence } from "../sentence";
import type { Step } from "../steps";

/** Whether nothing but labels and annotations of an object change. */
export function isLabelled({ operation, changes }: Step): boolean {
  const fields = ["metadata.labels", "metadata.annotations"];
  return (
    operation === "update" && changes.every(({ path }) => fields.some((one) => isBelow(path, one)))
  );
}

/** One sentence for all objects of which nothing else changes. */
export function labelSentences(steps: readonly Step[]): Sentence[] {
  if (steps.length === 0) return [];
  const keys = steps.flatMap(({ changes }) => changes.map(({ path }) => path));
  const shown = [...new Set(keys)].map((path) => path.replace(/^metadata\./, "")).sort();
  const objects = steps.length === 1 ? "one object" : `${String(steps.length)} objects`;
  const text = `Nothing but ${shown.join(", ")} of ${objects} changes, in place.`;
  return [{ weight: "object", grave: false, text, about: steps }];
}
