import type { Level } from "./levels";
import { runMocha, type MochaSettings } from "./mochaRun";
import { sumOf, type Tallies, type Tally } from "./tally";

/** More specs than these are no accident. */
const limit = 3;

export interface LevelOutcome {
  tally: Tally;
  /** Full titles of tests that failed at first and passed afterwards: each is a fault to mend, but no red run. */
  unsteady: string[];
}

// What belongs to no file, such as a process that ended early, can't be run again.
function failedSpecs(level: Level, tallies: Tallies): string[] {
  const failed = Object.keys(tallies).filter((spec) => (tallies[spec]?.failed ?? 0) > 0);
  const again = level.secondTry === true && !failed.includes("") && failed.length <= limit;
  return again ? failed : [];
}

// A test that failed and is skipped then has proven nothing.
function proves(first: Tally | undefined, second: Tally | undefined): boolean {
  const skipped = (first?.failures ?? []).some((title) => second?.skips.includes(title));
  return second !== undefined && second.passed > 0 && !skipped;
}

/** Runs the specs of a level that failed once more, where it depends on real parts, and takes what they say then. */
export async function secondTry(
  level: Level,
  settings: MochaSettings,
  first: Tallies,
  say: (text: string) => void,
): Promise<LevelOutcome> {
  const specs = failedSpecs(level, first);
  if (specs.length === 0) return { tally: sumOf(Object.values(first)), unsteady: [] };
  say(`\n== ${level.name}: a second try of ${specs.join(", ")}`);
  const { tallies, output } = await runMocha(level, { ...settings, specs });
  if (settings.output === "kept") say(output);
  const failures = specs.flatMap((spec) => first[spec]?.failures ?? []);
  const taken = Object.entries(tallies).filter(
    ([spec, second]) => second.failed > 0 || proves(first[spec], second),
  );
  const tally = sumOf(Object.values({ ...first, ...Object.fromEntries(taken) }));
  return { tally, unsteady: failures.filter((title) => !tally.failures.includes(title)) };
}
