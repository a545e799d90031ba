import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { emptyTally, type Tally, type Tallies } from "./tally";

interface ReporterOptions {
  tally?: string;
}

/** Mocha's own listing, and a tally of each spec in the file named by `--reporter-option tally=FILE`. */
class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { tally: file } = (options.reporterOptions ?? {}) as ReporterOptions;
    const tallies: Tallies = {};
    const count = (test: Mocha.Runnable, change: (tally: Tally) => Partial<Tally>): void => {
      const spec = test.file ?? "";
      const tally = tallies[spec] ?? emptyTally;
      tallies[spec] = { ...tally, ...change(tally) };
    };
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } =
      Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test) => {
      count(test, ({ passed }) => ({ passed: passed + 1 }));
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      count(test, ({ skipped, skips }) => ({
        skipped: skipped + 1,
        skips: [...skips, test.fullTitle()],
      }));
    });
    runner.on(EVENT_TEST_FAIL, (test) => {
      count(test, ({ failed, failures }) => ({
        failed: failed + 1,
        failures: [...failures, test.fullTitle()],
      }));
    });
    runner.once(EVENT_RUN_END, () => {
      if (file !== undefined) {
        writeFileSync(file, JSON.stringify(tallies));
      }
    });
  }
}

export = TallyReporter;
