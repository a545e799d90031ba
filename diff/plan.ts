import { componentType } from "../components/package";
import { byFrontEnd, type FrontEndChange } from "./frontEnds";
import { dataRule } from "./rules/data";
import { edgeRule } from "./rules/edge";
import { lifeRule } from "./rules/frontEnd";
import { hypervisorsRule } from "./rules/hypervisors";
import { keysRule } from "./rules/keys";
import { isLabelled, labelSentences } from "./rules/metadata";
import { networkRule } from "./rules/network";
import { imageRule, plainSentence } from "./rules/objects";
import { protectionSentences } from "./rules/protection";
import { renameSentences } from "./rules/renamed";
import { restartRule } from "./rules/restart";
import { unknownRule } from "./rules/unknown";
import { versionRule } from "./rules/version";
import { enumerated, type Rule, type Sentence, weights } from "./sentence";
import type { Side } from "./side";
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
  /** What Pulumi's engine says of the same; undefined if it wasn't asked. */
  readonly engine?: EngineView;
}

/** What Pulumi's engine would do with the head, or why it can't be asked. */
export type EngineView =
  | { readonly missing: string }
  | {
      readonly chapters: readonly Chapter[];
      readonly steps: readonly Step[];
      /** One sentence for each difference from the comparison of the commits. */
      readonly disagreements: readonly string[];
    };

const planRules: readonly Rule[] = [
  lifeRule,
  dataRule,
  versionRule,
  restartRule,
  hypervisorsRule,
  networkRule,
  edgeRule,
  keysRule,
  imageRule,
  unknownRule,
];

/** Says what happens when a stack goes from one side to the other. */
export function planBetween(before: Side, after: Side): Plan {
  const steps = stepsBetween(before, after);
  return { stack: after.stack, chapters: chaptersOf(before, after, steps), steps };
}

/** The words for steps from one side to the other. */
export function chaptersOf(before: Side, after: Side, steps: readonly Step[]): Chapter[] {
  const { frontEnds, others } = byFrontEnd(before, after, steps);
  const sealed = sealedSentences(before, after);
  const chapters = frontEnds.map((change) => ({
    frontEnd: change.name,
    sentences: sorted(frontEndSentences(change)),
  }));
  const plain = others.filter(({ operation }) => operation !== "rename").map(plainSentence);
  const rest = sorted([
    ...protectionSentences(others),
    ...plain,
    ...renameSentences(others),
    ...sealed,
  ]);
  const last = rest.length === 0 ? [] : [{ frontEnd: undefined, sentences: rest }];
  return [...chapters, ...last];
}

function frontEndSentences(change: FrontEndChange): Sentence[] {
  // A rule reads what changes; what has only another name is another matter.
  const steps = change.steps.filter(({ operation }) => operation !== "rename");
  const ruled = planRules.flatMap((rule) => rule({ ...change, steps }));
  const sentences = [...ruled, ...renameSentences(change.steps)];
  const told = new Set(sentences.flatMap(({ about }) => about));
  const untold = change.steps.filter((step) => !told.has(step) && step.type !== componentType);
  const labelled = untold.filter(isLabelled);
  const others = untold.filter((step) => !isLabelled(step));
  return [
    ...protectionSentences(steps),
    ...sentences,
    ...labelSentences(labelled),
    ...others.map(plainSentence),
  ];
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
  // Two patches of one object say the same.
  const once = new Map(sentences.map((sentence) => [sentence.text, sentence]));
  return [...once.values()].sort((a, b) => rank(a) - rank(b) || (a.text < b.text ? -1 : 1));
}

export type Verdict = "nothing" | "changes" | "grave";

/** The worst that several plans hold. */
export function verdictOf(plans: readonly Plan[]): Verdict {
  const views = plans.flatMap(({ engine }) =>
    engine === undefined || "missing" in engine ? [] : [engine],
  );
  const all = [...plans, ...views];
  const sentences = all.flatMap(({ chapters }) => chapters.flatMap((one) => one.sentences));
  if (sentences.some(({ grave }) => grave)) return "grave";
  const isQuiet = sentences.length === 0 && all.every(({ steps }) => steps.length === 0);
  return isQuiet ? "nothing" : "changes";
}
