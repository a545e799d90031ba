import { byFrontEnd, type FrontEndChange } from "./frontEnds";
import { dataRule } from "./rules/data";
import { lifeRule } from "./rules/frontEnd";
import { hypervisorsRule } from "./rules/hypervisors";
import { keysRule } from "./rules/keys";
import { isLabelled, labelSentences } from "./rules/metadata";
import { networkRule } from "./rules/network";
import { imageRule, plainSentence } from "./rules/objects";
import { restartRule } from "./rules/restart";
import { unknownRule } from "./rules/unknown";
import { versionRule } from "./rules/version";
import { enumerated, type Rule, type Sentence, weights } from "./sentence";
import { FRONT_END, type Side } from "./side";
import { type Step, stepsBetween } from "./steps";

/** The plan for one front-end, or for what else a program declares. */
export interface Chapter {
  /** The front-end's name; undefined for the rest. */
  readonly frontEnd: string | undefined;
  readonly sentences: readonly Sentence[];
}

/** What a change does to one stack. */
export interface Plan {
  readonly stack: string;
  readonly chapters: readonly Chapter[];
  readonly steps: readonly Step[];
}

const RULES: readonly Rule[] = [
  lifeRule,
  dataRule,
  versionRule,
  restartRule,
  hypervisorsRule,
  networkRule,
  keysRule,
  imageRule,
  unknownRule,
];

/** Says what happens when a stack goes from one side to the other. */
export function planBetween(before: Side, after: Side): Plan {
  const steps = stepsBetween(before, after);
  const { frontEnds, others } = byFrontEnd(before, after, steps);
  const sealed = sealedSentences(before, after);
  const chapters = frontEnds.map((change) => ({
    frontEnd: change.name,
    sentences: sorted(frontEndSentences(change)),
  }));
  const rest = sorted([...others.map(plainSentence), ...sealed]);
  const last = rest.length === 0 ? [] : [{ frontEnd: undefined, sentences: rest }];
  return { stack: after.stack, chapters: [...chapters, ...last], steps };
}

function frontEndSentences(change: FrontEndChange): Sentence[] {
  const sentences = RULES.flatMap((rule) => rule(change));
  const told = new Set(sentences.flatMap(({ about }) => about));
  const untold = change.steps.filter((step) => !told.has(step) && step.type !== FRONT_END);
  const labelled = untold.filter(isLabelled);
  const others = untold.filter((step) => !isLabelled(step));
  return [...sentences, ...labelSentences(labelled), ...others.map(plainSentence)];
}

/** The value itself nobody knows without the engine, so nor what it changes. */
function sealedSentences(before: Side, after: Side): Sentence[] {
  const paths = [...new Set([...Object.keys(before.sealed), ...Object.keys(after.sealed)])].sort();
  const changed = paths.filter((path) => before.sealed[path] !== after.sealed[path]);
  if (changed.length === 0) return [];
  const text = `The encrypted value of ${enumerated(changed)} differs: only the update can read it, and knows whether it says something else.`;
  return [{ weight: "unknown", grave: false, text, about: [] }];
}

function sorted(sentences: readonly Sentence[]): Sentence[] {
  const rank = ({ grave, weight }: Sentence): number => (grave ? 0 : 100) + weights[weight];
  return [...sentences].sort((a, b) => rank(a) - rank(b) || (a.text < b.text ? -1 : 1));
}

export type Verdict = "nothing" | "changes" | "grave";

/** The worst that several plans hold. */
export function verdictOf(plans: readonly Plan[]): Verdict {
  const sentences = plans.flatMap(({ chapters }) => chapters.flatMap((one) => one.sentences));
  if (sentences.some(({ grave }) => grave)) return "grave";
  const isQuiet = sentences.length === 0 && plans.every(({ steps }) => steps.length === 0);
  return isQuiet ? "nothing" : "changes";
}
