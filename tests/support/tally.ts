/** What came of the tests of a level. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Full titles of the tests that failed. */
  failures: string[];
  /** Full titles of those that were skipped. */
  skips: string[];
}

/** Tallies of spec files by their paths; those of what belongs to no file have an empty one. */
export type Tallies = Record<string, Tally>;

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
      failures: [...sum.failures, ...tally.failures],
      skips: [...sum.skips, ...tally.skips],
    }),
    emptyTally,
  );
}

/** The closing line of a run. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}

/** A run in which no test ran proves nothing, so it does not succeed. */
export function succeeded(tally: Tally): boolean {
  return tally.failed === 0 && tally.passed > 0;
}
