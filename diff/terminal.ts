import type { Plan } from "./plan";
import { chapterTitle, enginePart, fieldLines, orderedSteps, stepTitle } from "./words";

/** The plans for a reader at a terminal. */
export function terminalText(plans: readonly Plan[]): string {
  return plans.map((plan) => planText(plan) + engineText(plan)).join("\n");
}

function engineText(plan: Plan): string {
  const part = enginePart(plan);
  if (part === undefined) return "";
  if ("sentence" in part) return `\n${part.sentence}\n`;
  return [
    "\nWhat Pulumi's engine says:",
    ...part.disagreements.map((text) => `  ≠ ${text}`),
    planText(part.plan),
  ].join("\n");
}

function planText(plan: Plan): string {
  if (plan.steps.length === 0 && plan.chapters.length === 0) {
    return `Stack ${plan.stack}: nothing changes.\n`;
  }
  const chapters = plan.chapters.flatMap(({ frontEnd, sentences }) => [
    `${chapterTitle(plan, frontEnd)}:`,
    ...sentences.map(({ grave, text }) => `  ${grave ? "!" : "-"} ${text}`),
    "",
  ]);
  const fields = orderedSteps(plan).flatMap((step) => [
    `  ${stepTitle(step)}`,
    ...fieldLines(step).map((line) => `      ${line}`),
  ]);
  return [...chapters, "Fields:", ...fields, ""].join("\n");
}
