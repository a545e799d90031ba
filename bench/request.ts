import { parseArgs } from "node:util";

/** What the bench is asked to do. */
export interface BenchRequest {
  /** Names of the parts to measure. */
  readonly parts: readonly string[];
  readonly runs: number | undefined;
  readonly minutes: number | undefined;
  /** Only show the result. */
  readonly unsaved: boolean;
}

export const usage = `Usage: npm run bench -- [options] [part ...]

  --runs N    rounds that count (default: each part has its own number)
  --minutes N how long connections are opened and ended (part soak, which runs when it is named; default: 30)
  --unsaved   show the result, and leave docs/bench.json and docs/bench.md as they are`;

export function benchRequest(
  args: readonly string[],
  known: readonly string[],
  unasked: readonly string[] = known,
): BenchRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      runs: { type: "string" },
      minutes: { type: "string" },
      unsaved: { type: "boolean" },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(", ")}: no such part; there are ${known.join(", ")}.`);
  }
  const wanted = positionals.length === 0 ? unasked : positionals;
  return {
    parts: known.filter((name) => wanted.includes(name)),
    runs: wholeNumber("--runs", values.runs),
    minutes: wholeNumber("--minutes", values.minutes),
    unsaved: values.unsaved ?? false,
  };
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} ${text}: give a whole number from 1.`);
}
