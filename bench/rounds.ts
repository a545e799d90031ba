/** Something that is measured again and again. */
export type Contestant<T> = () => Promise<T>;

export interface Rounds {
  readonly runs: number;
  /** Rounds beforehand that don't count: they fill caches. */
  readonly warmups: number;
}

/**
 * Measures all contestants in each round, so that each round compares under the same load. Every other round goes
 * backwards, so that none of them always comes after the same one.
 */
export async function measureRounds<K extends string, T>(
  contestants: Readonly<Record<K, Contestant<T>>>,
  { runs, warmups }: Rounds,
): Promise<Record<K, T[]>> {
  const names = Object.keys(contestants) as K[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  for (let round = -warmups; round < runs; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const result = await contestants[name]();
      if (round >= 0) measured[name].push(result);
    }
  }
  return measured;
}

/** How long something takes, in seconds. */
export async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}
