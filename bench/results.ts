import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Conditions } from "./conditions";
import type { Figure } from "./figures";

/** What one part of the bench found, and on what it found it. */
export interface PartResult {
  /** Day, as in 2026-01-31. */
  readonly taken: string;
  readonly conditions: Conditions;
  readonly figures: readonly Figure[];
}

/** The last result of each part. */
export type Results = Readonly<Record<string, PartResult>>;

const file = join(__dirname, "..", "docs", "bench.json");

export function readResults(from: string = file): Results {
  return existsSync(from) ? (JSON.parse(readFileSync(from, "utf8")) as Results) : {};
}

/** Writes the results; a part that did not run this time keeps its last one. */
export function writeResults(results: Results, to: string = file): Results {
  const all = { ...readResults(to), ...results };
  writeFileSync(to, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}
