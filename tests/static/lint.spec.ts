import { lint, linters } from "../support/linters";
import { skipBecause } from "../support/skip";

describe("lint", () => {
  for (const linter of linters) {
    it(`${linter.name} has nothing against the ${linter.subject}`, async function () {
      const result = await lint(linter);
      if (result.kind === "skipped") {
        skipBecause(this, result.reason);
      }
      if (result.kind === "failed") {
        throw new Error(result.output);
      }
    });
  }
});
