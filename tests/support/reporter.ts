import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import type { Tally } from "./tally";

interface ReporterOptions {
  tally?: string;
}

/** Mocha's own listing, and a tally of it in the file named by `--reporter-option tally=FILE`. */
class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { tally: file } = (options.reporterOptions ?? {}) as ReporterOptions;
    const failures: string[] = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test) => failures.push(test.fullTitle()));
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      if (file !== undefined) {
        writeFileSync(file, JSON.stringify(this.tally(failures)));
      }
    });
  }

  private tally(failures: string[]): Tally {
    const { passes, failures: failed, pending } = this.stats;
    return { passed: passes, failed, skipped: pending, failures };
  }
}

export = TallyReporter;
