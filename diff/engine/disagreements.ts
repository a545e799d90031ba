import { objectName } from "../frontEnds";
import { isBelow } from "../replacement";
import { enumerated } from "../sentence";
import { keyOf, type Operation, type Step } from "../steps";

const verbs: Readonly<Record<Operation, string>> = {
  create: "creates",
  update: "changes",
  replace: "replaces",
  delete: "deletes",
  rename: "renames",
};
const drift = "the cluster has drifted, or what is deployed isn't the base";
const longestText = 5;

/** One sentence for each way in which the engine's steps differ from those between the commits. */
export function disagreements(commits: readonly Step[], engine: readonly Step[]): string[] {
  const [planned, announced] = [byKey(commits), byKey(engine)];
  const groups = new Map<string, string[]>();
  const say = (sentence: string, step: Step): void => {
    groups.set(sentence, [...(groups.get(sentence) ?? []), `${step.kind} ${objectName(step)}`]);
  };
  for (const [key, step] of announced) {
    const same = planned.get(key);
    if (same === undefined) say(engineAlone(step), step);
    else if (same.operation !== step.operation) say(otherwise(same, step), step);
  }
  for (const [key, step] of planned) if (!announced.has(key)) say(commitsAlone(step), step);
  const sentences = [...groups].map(([sentence, names]) => sentence.replace("%", listed(names)));
  return [...sentences, ...furtherFields(planned, announced)].sort();
}

function byKey(steps: readonly Step[]): Map<string, Step> {
  return new Map(steps.map((step) => [keyOf(step.after ?? step.before), step]));
}

function engineAlone({ operation }: Step): string {
  return `The engine also ${verbs[operation]} %, in which the commits don't differ: ${drift}.`;
}

function commitsAlone({ operation }: Step): string {
  return `The engine doesn't touch %, which the change between the commits ${verbs[operation]}: that is deployed already.`;
}

function otherwise(planned: Step, announced: Step): string {
  return `The engine ${verbs[announced.operation]} %, which the change between the commits ${verbs[planned.operation]}: ${drift}.`;
}

function listed(names: readonly string[]): string {
  const more = names.length - longestText;
  const shown = [...names].sort().slice(0, longestText);
  return enumerated(more > 0 ? [...shown, `${String(more)} more`] : shown);
}

/** Fields that the engine changes beyond those in which the commits differ. */
function furtherFields(
  planned: ReadonlyMap<string, Step>,
  announced: ReadonlyMap<string, Step>,
): string[] {
  return [...announced].flatMap(([key, step]) => {
    const known = planned.get(key);
    if (known?.operation !== step.operation) return [];
    const paths = step.changes
      .map(({ path }) => path)
      .filter((path) => known.changes.every((one) => !isSameField(one.path, path)));
    if (paths.length === 0) return [];
    return [
      `The engine also changes ${listed(paths)} of ${step.kind} ${objectName(step)}, in which the commits don't differ: ${drift}.`,
    ];
  });
}

function isSameField(one: string, other: string): boolean {
  return isBelow(one, other) || isBelow(other, one);
}
