import { join } from "node:path";
import { runCommand } from "./support/command";
import type { Level } from "./support/levels";
import { countTests, hasSpecs, runMocha, type MochaSettings } from "./support/mochaRun";
import { dockerClient } from "./support/needs";
import { shareRepository } from "./support/repository";
import { testRequest, type TestRequest } from "./support/request";
import { secondTry } from "./support/secondTry";
import { closingLine, emptyTally, succeeded, sumOf, type Tally } from "./support/tally";

interface LevelReport {
  level: string;
  tally: Tally;
  /** One line for the table at the end. */
  told: string;
  /** Full titles of tests that failed, and passed when their specs were run once more. */
  unsteady?: readonly string[];
}

const ownFolder = process.env["OPENNEBULA_TEST_FOLDER"];
const folder = ownFolder ?? __dirname;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

async function skipLevel(level: Level, gap: string, settings: MochaSettings): Promise<LevelReport> {
  const { tallies, output } = await countTests(level, settings);
  const tally = sumOf(Object.values(tallies));
  const told = `skipped, ${tally.skipped} tests: ${gap}`;
  say(`\n== ${level.name}: ${told}${output === "" ? "" : `\n${output}`}`);
  return { level: level.name, tally, told };
}

async function runLevel(level: Level, settings: MochaSettings): Promise<LevelReport> {
  if (!hasSpecs(settings.folder, level)) {
    return { level: level.name, tally: emptyTally, told: "has no tests" };
  }
  const gap = await level.gap();
  if (gap !== undefined) {
    return skipLevel(level, gap, settings);
  }
  if (settings.output === "live") {
    say(`\n== ${level.name}`);
  }
  const start = performance.now();
  const first = await runMocha(level, settings);
  if (settings.output === "kept") {
    say(`\n== ${level.name}\n${first.output}`);
  }
  const { tally, unsteady } = await secondTry(level, settings, first.tallies, say);
  const told = `${closingLine(tally)}  (${secondsSince(start)})`;
  return { level: level.name, tally, told, unsteady };
}

// Levels that need Node alone share the cores with each other, and with the one that waits for Docker or a cluster.
async function runLevels({ levels, options }: TestRequest): Promise<LevelReport[]> {
  const together = levels.filter((level) => !level.alone);
  const output = levels.length > 1 ? "kept" : "live";
  const reports = await Promise.all([
    ...together.map(async (level) => [await runLevel(level, { folder, options, output })]),
    runOneByOne(
      levels.filter(({ alone }) => alone),
      options,
    ),
  ]);
  return reports.flat();
}

async function runOneByOne(
  levels: readonly Level[],
  options: readonly string[],
): Promise<LevelReport[]> {
  const gaps = await Promise.all(levels.map((level) => level.gap()));
  const repository = gaps.includes(undefined) ? await shareRepository() : undefined;
  const reports: LevelReport[] = [];
  for (const level of levels) {
    reports.push(await runLevel(level, { folder, options, output: "live" }));
  }
  await repository?.stop();
  return reports;
}

// Tests of the commands run what is compiled, and a stale compilation would be tested silently.
async function build(): Promise<LevelReport[]> {
  const root = join(__dirname, "..");
  const tsc = require.resolve("typescript/bin/tsc");
  const { code, stdout } = await runCommand(process.execPath, [tsc, "-b"], {
    cwd: root,
    seconds: 300,
  });
  if (code === 0) {
    return [];
  }
  say(`\n== build\n${stdout}`);
  const tally = { ...emptyTally, failed: 1, failures: ["the sources compile"] };
  return [{ level: "build", tally, told: closingLine(tally) }];
}

function summarize(reports: readonly LevelReport[]): Tally {
  const sum = sumOf(reports.map((report) => report.tally));
  say("\n== summary");
  for (const { level, told } of reports) {
    say(`${level.padEnd(10)} ${told}`);
  }
  for (const title of reports.flatMap(({ unsteady }) => unsteady ?? [])) {
    say(`passed at the second try: ${title}`);
  }
  for (const failure of sum.failures) {
    say(`failed: ${failure}`);
  }
  say(closingLine(sum));
  return sum;
}

async function main(): Promise<number> {
  const request = testRequest(process.argv.slice(2));
  const client = await dockerClient();
  if (client !== undefined) {
    process.env["TEST_DOCKER"] = client;
  }
  const built = ownFolder === undefined ? await build() : [];
  const reports = [...built, ...(await runLevels(request))];
  return succeeded(summarize(reports)) ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
