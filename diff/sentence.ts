import type { FrontEndChange } from "./frontEnds";
import type { Step } from "./steps";

/** How much a sentence matters; the plan is in this order. */
export const weights = {
  data: 0,
  loss: 1,
  upgrade: 2,
  restart: 3,
  hypervisors: 4,
  address: 5,
  keys: 6,
  image: 7,
  object: 8,
  unknown: 9,
} as const;

/** One sentence of the plan. */
export interface Sentence {
  readonly weight: keyof typeof weights;
  /** Something is deleted or replaced, or data is touched. */
  readonly grave: boolean;
  readonly text: string;
  /** What it speaks of. */
  readonly about: readonly Step[];
}

/** A sentence about steps. */
export function sentence(
  weight: Sentence["weight"],
  text: string,
  about: readonly Step[],
  grave = false,
): Sentence {
  return { weight, text, about, grave };
}

/** Reads one thing out of what changes about a front-end. */
export type Rule = (change: FrontEndChange) => Sentence[];

/** "a", "a and b", "a, b and c". */
export function enumerated(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** A value as a sentence shows it. */
export function quoted(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  return typeof value === "string" ? `"${value}"` : JSON.stringify(value);
}
