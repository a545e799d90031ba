import { className } from "../rehearse/resource";
import type { Cascade } from "./cascade";
import { kubernetesProvider } from "./cluster";
import { type FieldChange, fieldChanges } from "./fields";
import { foldedInputs, inputChanges, type Meanings } from "./folding";
import { keyOfUrn, keyText, typeOf } from "./key";
import { chosenPaths, replacingPaths } from "./replacement";
import { enumerated } from "./sentence";
import type { Declared } from "./side";

/** What else happens in the update. */
export interface Surroundings {
  readonly meanings: Meanings;
  /** Keys of what is replaced. */
  readonly renewed: ReadonlySet<string>;
  readonly cascade: Cascade;
}

/** How a resource that is on both sides differs, and why it is replaced. */
export interface Difference {
  readonly changes: readonly FieldChange[];
  /** Empty where it isn't replaced. */
  readonly replacedBy: readonly string[];
  /** Its provider leads elsewhere, where it is made before it is deleted where it was. */
  readonly isMoved: boolean;
}

/** The weightiest reasons first; the provider isn't asked about what is replaced anyway. */
export function difference(before: Declared, after: Declared, around: Surroundings): Difference {
  const [old, now] = foldedInputs(before, after, around.meanings, around.renewed);
  const changes = fieldChanges(old, now);
  const moved = providerReasons(before, after, around);
  const swept = around.cascade.get(keyText(before));
  const reasons = [
    moved,
    optionReasons(before, after, around),
    [...replacingPaths(after, changes), ...chosenPaths(after, old, now)],
    swept === undefined ? [] : [swept],
  ];
  const replacedBy = reasons.find((some) => some.length > 0) ?? [];
  return { changes, replacedBy, isMoved: moved.length > 0 };
}

function optionReasons(before: Declared, after: Declared, around: Surroundings): string[] {
  const { trigger, replacedWith = [], deletedWith = "" } = after.lifecycle ?? {};
  const former = before.lifecycle?.trigger;
  // Without a former trigger there is nothing to compare with.
  const triggers = [former, trigger].flatMap((one) => (one === undefined ? [] : [one]));
  const [old, now] = triggers.map((one) => ({ inputs: { trigger: one } }));
  const isTriggered = old && now && inputChanges(old, now, around.meanings, around.renewed).length;
  const named = (option: string, urns: readonly string[]): string[] =>
    urns
      .map(keyOfUrn)
      .filter((key) => around.renewed.has(keyText(key)))
      .map((key) => `${option} ${className(typeOf(key))} ${key.name}, which is replaced`);
  return [
    ...(isTriggered ? ["replacementTrigger"] : []),
    ...named("replaceWith", replacedWith),
    ...named("deletedWith", [deletedWith]),
  ];
}

function providerReasons(before: Declared, after: Declared, around: Surroundings): string[] {
  const { provider: old = unset } = before;
  const { provider: now = unset } = after;
  if (!after.type.startsWith("kubernetes:") || (old === unset && now === unset)) return [];
  const changes = inputChanges(old, now, around.meanings, around.renewed);
  const paths = replacingPaths({ type: kubernetesProvider, inputs: now.inputs }, changes);
  const text = `its provider ${now.name} differs in ${enumerated(paths)}`;
  return paths.length === 0 ? [] : [text];
}

const unset: Pick<Declared, "name" | "inputs"> = { name: "default", inputs: {} };
