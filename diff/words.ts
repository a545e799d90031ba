import type { Json } from "../rehearse/json";
import type { FieldChange } from "./fields";
import type { Plan } from "./plan";
import { isFingerprint } from "./side";
import type { Step } from "./steps";

const signs = { create: "+", update: "~", replace: "±", delete: "-", rename: "→" } as const;

/** Heading of a plan's chapter. */
export function chapterTitle({ stack }: Plan, frontEnd: string | undefined): string {
  return frontEnd === undefined ? `Stack ${stack}` : `Stack ${stack}, front-end ${frontEnd}`;
}

/** What a reader is told of the engine: one sentence, or its own plan and where the two disagree. */
export type EnginePart =
  | { readonly sentence: string }
  | { readonly plan: Plan; readonly disagreements: readonly string[] };

/** The engine's part of a plan; undefined where it wasn't to be asked. */
export function enginePart({ stack, chapters, engine }: Plan): EnginePart | undefined {
  if (engine === undefined) return undefined;
  if ("missing" in engine) {
    return { sentence: `Pulumi's engine wasn't asked about stack ${stack}: ${engine.missing}.` };
  }
  const words = (one: Pick<Plan, "chapters">): string =>
    JSON.stringify(one.chapters.map(({ sentences }) => sentences.map(({ text }) => text)));
  const { disagreements } = engine;
  if (disagreements.length === 0 && words({ chapters }) === words(engine)) {
    return { sentence: `Pulumi's engine says the same of stack ${stack}.` };
  }
  return { plan: { stack, chapters: engine.chapters, steps: engine.steps }, disagreements };
}

/** One line for a resource, such as "~ StatefulSet one". */
export function stepTitle({ operation, kind, name, before }: Step): string {
  const former = before === undefined || before.name === name ? "" : ` (was ${before.name})`;
  return `${signs[operation]} ${kind} ${name}${former}`;
}

/** Steps in an order that doesn't depend on the program's timing. */
export function orderedSteps({ steps }: Pick<Plan, "steps">): Step[] {
  return [...steps].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ kind, name, type }: Step): string {
  // The component first: its arguments are what somebody changed.
  return `${kind === "OpenNebula" ? 0 : 1} ${kind} ${name} ${type}`;
}

/** One line for each field that changes; what changes alike in several items of a list shares one. */
export function fieldLines({ changes }: Step): string[] {
  const alike = new Map<string, { items: string[]; change: FieldChange }>();
  for (const change of changes) {
    const [, list = change.path, item = "", rest = ""] =
      /^(.*ontainers)\[([^\]]+)\](.+)$/.exec(change.path) ?? [];
    const key = JSON.stringify([list, rest, change.before, change.after]);
    const found = alike.get(key);
    if (found !== undefined) found.items.push(item);
    else alike.set(key, { items: [item], change });
  }
  return [...alike.values()].map(({ items, change }) =>
    fieldLine(
      items.length === 1
        ? change
        : { ...change, path: change.path.replace(`[${items[0] ?? ""}]`, `[${items.join(", ")}]`) },
    ),
  );
}

/** One line for a field: old and new value, a secret only as "changed". */
export function fieldLine({ path, before, after }: FieldChange): string {
  if ([before, after].some(holdsFingerprint)) {
    const word = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    return `${path}: secret, ${word}`;
  }
  if (before === undefined) return `${path}: added ${shown(after)}`;
  if (after === undefined) return `${path}: removed ${shown(before)}`;
  return `${path}: ${shown(before)} → ${shown(after)}`;
}

function holdsFingerprint(value: Json | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isFingerprint(value) || Object.values(value).some(holdsFingerprint);
}

const longestText = 160;

function shown(value: Json | undefined): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null);
  const line = (text === "" ? '""' : text).replaceAll("\n", "⏎");
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line;
}
