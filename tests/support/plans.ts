import type { EngineView, Plan } from "../../diff/plan";
import type { Step } from "../../diff/steps";
import { changeOf, objectIn } from "./sides";

/** A step in which a field of a Role changes. */
export function roleStep(before: string, after: string, name = "one"): Step {
  const [old, now] = [before, after].map((text) => objectIn("one", "Role", { text }, name));
  const [step] = changeOf(old === undefined ? [] : [old], now === undefined ? [] : [now]).steps;
  if (step === undefined) throw new Error("nothing changes");
  return step;
}

/** A plan of front-end one with one sentence, a grave one if it begins with "!". */
export function planOf(words: string, steps: readonly Step[] = [], engine?: EngineView): Plan {
  const [grave, text] = [words.startsWith("!"), words.replace(/^!/, "")];
  const sentences = [{ weight: "object", grave, text, about: [] }] as const;
  const chapters = [{ frontEnd: "one", sentences }];
  return { stack: "dev", chapters, steps, ...(engine === undefined ? {} : { engine }) };
}

export const quietPlan: Plan = { stack: "dev", chapters: [], steps: [] };
