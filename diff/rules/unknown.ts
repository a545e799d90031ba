import { isMade } from "../../rehearse/placeholders";
import { enumerated, type Rule } from "../sentence";
import type { Step } from "../steps";

/** Fields whose new value only the update brings. */
export const unknownRule: Rule = ({ steps, existed }) => {
  if (!existed) return [];
  const found = steps.flatMap((step) =>
    step.changes
      .filter(({ before, after }) => isMade(after) && !isMade(before))
      .map(({ path }) => ({ step, text: `${path} of ${step.kind} ${step.name}` })),
  );
  if (found.length === 0) return [];
  const about: Step[] = found.map(({ step }) => step);
  const text = `Only the update knows the value of ${enumerated(found.map((one) => one.text))}.`;
  return [{ weight: "unknown", grave: false, text, about }];
};
