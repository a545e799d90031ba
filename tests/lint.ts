import { lint, linters } from "./support/linters";
import { closingLine, emptyTally, type Tally } from "./support/tally";

async function lintAll(): Promise<Tally> {
  const tally: Tally = { ...emptyTally };
  for (const linter of linters) {
    const result = await lint(linter);
    const detail = result.kind === "skipped" ? `: ${result.reason}` : "";
    process.stdout.write(`${linter.name} (${linter.subject}) ${result.kind}${detail}\n`);
    if (result.kind === "failed") {
      process.stdout.write(`${result.output}\n`);
    }
    tally[result.kind] += 1;
  }
  return tally;
}

void lintAll().then((tally) => {
  process.stdout.write(`${closingLine(tally)}\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
});
