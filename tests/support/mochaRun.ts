import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Level } from "./levels";
import { emptyTally, sumOf, type Tallies } from "./tally";

export interface MochaRun {
  tallies: Tallies;
  /** What mocha printed, if it was not shown at once. */
  output: string;
}

export interface MochaSettings {
  /** Folder with one folder for each level. */
  folder: string;
  options: readonly string[];
  /** Show the output as it comes, or keep it. */
  output: "live" | "kept";
  /** Paths of the spec files; all of the level if there are none. */
  specs?: readonly string[];
}

export function hasSpecs(folder: string, level: Level): boolean {
  const specs = join(folder, level.name);
  return (
    existsSync(specs) &&
    readdirSync(specs, { recursive: true, encoding: "utf8" }).some((f) => f.endsWith(".spec.ts"))
  );
}

function mochaArguments(level: Level, settings: MochaSettings, tallyFile: string): string[] {
  return [
    "--import=tsx",
    require.resolve("mocha/bin/mocha.js"),
    "--exit",
    "--forbid-only",
    `--timeout=${level.seconds}s`,
    `--reporter=${require.resolve("./reporter")}`,
    `--reporter-option=tally=${tallyFile}`,
    ...(level.jobs === undefined ? [] : ["--parallel", `--jobs=${level.jobs}`]),
    ...(process.stdout.isTTY ? ["--color"] : []),
    ...settings.options,
    ...(settings.specs ?? [`${join(settings.folder, level.name)}/**/*.spec.ts`]),
  ];
}

// Mocha writes no tally when it could not load a spec or was ended: that must not look like success.
function talliesIn(file: string, level: Level, code: number | null): Tallies {
  const failed = (failure: string): Tallies => ({
    "": { ...emptyTally, failed: 1, failures: [failure] },
  });
  if (!existsSync(file)) return failed(`the tests of level ${level.name} did not run to their end`);
  const tallies = JSON.parse(readFileSync(file, "utf8")) as Tallies;
  const told = code === 0 || sumOf(Object.values(tallies)).failed > 0;
  return told ? tallies : { ...tallies, ...failed(level.name) };
}

/** Runs the tests of one level in a process of their own. */
export function runMocha(level: Level, settings: MochaSettings): Promise<MochaRun> {
  const scratch = mkdtempSync(join(tmpdir(), "tally-"));
  const tallyFile = join(scratch, "tally.json");
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, mochaArguments(level, settings, tallyFile), {
      stdio: [
        "ignore",
        ...(settings.output === "live"
          ? (["inherit", "inherit"] as const)
          : (["pipe", "pipe"] as const)),
      ],
    });
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("close", (code) => {
      const tallies = talliesIn(tallyFile, level, code);
      rmSync(scratch, { recursive: true });
      resolve({ tallies, output: Buffer.concat(chunks).toString() });
    });
  });
}

/** The number of tests that a level has, without running any. */
export async function countTests(level: Level, settings: MochaSettings): Promise<MochaRun> {
  const options = [...settings.options, "--dry-run"];
  const { tallies, output } = await runMocha(level, { ...settings, options, output: "kept" });
  const { passed, failed, skipped } = sumOf(Object.values(tallies));
  if (failed > 0) {
    return { tallies, output };
  }
  return { tallies: { "": { ...emptyTally, skipped: passed + skipped } }, output: "" };
}
