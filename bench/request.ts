import { parseArgs } from "node:util";

/** What the bench is asked to do. */
export interface BenchRequest {
  /** Names of the parts to measure. */
  readonly parts: readonly string[];
  readonly runs: number | undefined;
  /** Only show the result. */
  readonly unsaved: boolean;
}

export const usage = `Usage: npm run bench -- [options] [part ...]

  --runs N    rounds that count (default: each part has its own number)
  --unsaved   show the result, and leave docs/bench.json and docs/bench.md as they are`;

export function benchRequest(args: readonly string[], known: readonly string[]): BenchRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { runs: { type: "string" }, unsaved: { type: "boolean" } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(", ")}: no such part; there are ${known.join(", ")}.`);
  }
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0)) {
    throw new Error(`--runs ${values.runs ?? ""}: give a whole number from 1.`);
  }
  return {
    parts: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
    runs,
    unsaved: values.unsaved ?? false,
  };
}
