import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "markdown-table";
import { outputOf } from "../tests/support/command";
import { projectFolder } from "../tests/support/projectFiles";
import { currentConditions } from "./conditions";
import { benchPage } from "./page";
import type { Part } from "./part";
import { parts } from "./parts";
import { benchRequest, type BenchRequest, usage } from "./request";
import { type PartResult, writeResults } from "./results";
import { cellsOf, heads } from "./table";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function resultOf(
  part: Part,
  { runs, minutes }: Pick<BenchRequest, "runs" | "minutes">,
): Promise<PartResult | undefined> {
  const gap = await part.gap();
  if (gap !== undefined) {
    say(`\n== ${part.name}: skipped: ${gap}`);
    return undefined;
  }
  say(`\n== ${part.name}`);
  const conditions = currentConditions();
  const taken = new Date().toISOString().slice(0, 10);
  const { figures, tools } = await part.measure({ runs, minutes, say });
  return { taken, conditions: { ...conditions, ...tools }, figures };
}

function show({ figures }: PartResult): void {
  say("");
  say(markdownTable([[...heads], ...figures.map(cellsOf)]));
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    say(usage);
    return;
  }
  const names = parts.map(({ name }) => name);
  const unasked = parts.filter(({ isAskedFor }) => isAskedFor !== true).map(({ name }) => name);
  const request = benchRequest(args, names, unasked);
  const compiler = require.resolve("typescript/bin/tsc");
  await outputOf(process.execPath, [compiler, "-b"], { cwd: projectFolder, seconds: 300 });
  for (const part of parts.filter(({ name }) => request.parts.includes(name))) {
    const result = await resultOf(part, request);
    if (result === undefined) continue;
    show(result);
    // After each part: a later one may fail.
    if (!request.unsaved) save(part.name, result);
  }
}

function save(name: string, result: PartResult): void {
  const page = benchPage(writeResults({ [name]: result }));
  writeFileSync(join(projectFolder, "docs", "bench.md"), page);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
