/** What is told of many measurements of one thing. */
export interface Spread {
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error("There is nothing to measure.");
  return (lower + upper) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    n: values.length,
    min: Math.min(...values),
    median: median(values),
    max: Math.max(...values),
  };
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
