import { max, median, min, quantile } from "simple-statistics";

/** What is told of many measurements of one thing. */
export interface Spread {
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sample = [...values];
  return { n: sample.length, min: min(sample), median: median(sample), max: max(sample) };
}

/** How two contestants compare, round by round: what slows the machine down slows both of a round. */
export function compared(
  subject: readonly number[],
  baseline: readonly number[],
  compare: (subject: number, baseline: number) => number,
): number[] {
  if (subject.length !== baseline.length) {
    throw new Error(`${subject.length} measurements have no counterparts in ${baseline.length}.`);
  }
  return subject.map((value, round) => compare(value, baseline[round] ?? NaN));
}

/** The value below which a part of them is, such as 0.95. */
export function percentile(values: readonly number[], part: number): number {
  return quantile([...values], part);
}
