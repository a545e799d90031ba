import { objectName } from "../frontEnds";
import { enumerated, type Sentence } from "../sentence";
import type { Step } from "../steps";

/** What the engine refuses to delete or replace, with which the whole update fails. */
export function protectionSentences(steps: readonly Step[]): Sentence[] {
  const names = steps
    .filter(({ isRefused }) => isRefused)
    .map((step) => `${step.kind} ${objectName(step)}`);
  if (names.length === 0) return [];
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  const text = `The update will fail: ${enumerated(names)} ${are} protected from being deleted or replaced. Let an update without \`protect\` go first, or run \`pulumi state unprotect\` for ${them}.`;
  return [{ weight: "data", grave: true, text, about: [] }];
}
