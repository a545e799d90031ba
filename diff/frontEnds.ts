import { componentType } from "../components/package";
import { memberAt } from "../components/rules";
import type { FieldChange } from "./fields";
import { isBelow } from "./replacement";
import type { Side } from "./side";
import type { Step } from "./steps";

/** What changes about one front-end. */
export interface FrontEndChange {
  readonly name: string;
  /** It was there before. */
  readonly existed: boolean;
  /** It is there afterwards. */
  readonly exists: boolean;
  readonly steps: readonly Step[];
}

/** Steps by the front-end that they belong to; the rest is the program's own. */
export function byFrontEnd(
  before: Side,
  after: Side,
  steps: readonly Step[],
): { frontEnds: FrontEndChange[]; others: Step[] } {
  const names = (side: Side): Set<string> =>
    new Set(side.resources.filter(({ type }) => type === componentType).map(({ name }) => name));
  const renamed = new Map(
    steps
      .filter(({ type }) => type === componentType)
      .map((step) => [step.before?.name ?? "", step.after?.name ?? ""]),
  );
  const owner = ({ before: old, after: now }: Step): string | undefined => {
    const former = old?.frontEnd;
    return now?.frontEnd ?? (former === undefined ? undefined : renamed.get(former) || former);
  };
  const [existed, exists] = [names(before), names(after)];
  for (const [old, now] of renamed) if (existed.has(old)) existed.add(now);
  const all = [...new Set(steps.map(owner))].filter((name) => name !== undefined).sort();
  return {
    frontEnds: all.map((name) => ({
      name,
      existed: existed.has(name),
      exists: exists.has(name),
      steps: steps.filter((step) => owner(step) === name),
    })),
    others: steps.filter((step) => owner(step) === undefined),
  };
}

/** The step of the resource `<front-end><suffix>` of a kind. */
export function stepAt(
  { name, steps }: FrontEndChange,
  kind: string,
  suffix: string,
): Step | undefined {
  return steps.find((step) => step.kind === kind && step.name === name + suffix);
}

/** The changes of a field, and of what is in it. */
export function changesBelow(step: Step | undefined, field: string): FieldChange[] {
  return (step?.changes ?? []).filter(({ path }) => isBelow(path, field));
}

/** A text among a resource's inputs, before and after. */
export function textsAt(
  { before, after }: Step,
  path: readonly string[],
): [before: string | undefined, after: string | undefined] {
  const read = (inputs: unknown): string | undefined => {
    const found = memberAt(inputs, path);
    return typeof found === "string" ? found : undefined;
  };
  return [read(before?.inputs), read(after?.inputs)];
}

/** The OpenNebula version, before and after. */
export function versionsOf(change: FrontEndChange): [string | undefined, string | undefined] {
  const step = stepAt(change, "StatefulSet", "");
  return step === undefined
    ? [undefined, undefined]
    : textsAt(step, ["metadata", "labels", "app.kubernetes.io/version"]);
}

/** Name of the object in the cluster; of one without a name of its own, the resource's. */
export function objectName(step: Step): string {
  const [before, after] = textsAt(step, ["metadata", "name"]);
  return after ?? before ?? step.name;
}
