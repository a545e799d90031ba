import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { runCommand, type CommandResult } from "../support/command";
import type { Level } from "../support/levels";
import { runMocha, type MochaSettings } from "../support/mochaRun";
import { testRequest } from "../support/request";
import { secondTry, type LevelOutcome } from "../support/secondTry";
import { closingLine, emptyTally, succeeded, sumOf } from "../support/tally";

const root = join(__dirname, "..", "..");

describe("request to the test runner", () => {
  it("means every level when none is named", () => {
    const names = testRequest([]).levels.map((level) => level.name);
    expect(names).to.deep.equal(["unit", "component", "static", "image", "cluster", "engine"]);
  });

  it("restricts to the named levels and passes options on to mocha", () => {
    const request = testRequest(["unit", "--grep", "image", "--bail"]);
    expect(request.levels.map((level) => level.name)).to.deep.equal(["unit"]);
    expect(request.options).to.deep.equal(["--grep", "image", "--bail"]);
  });

  it("names the levels there are when one is unknown", () => {
    expect(() => testRequest(["units"])).to.throw(
      '"units" isn\'t a level of tests; there are unit,',
    );
  });
});

describe("tally", () => {
  const one = { ...emptyTally, passed: 1, skipped: 2 };

  it("is summed over the levels", () => {
    const other = { ...emptyTally, failed: 1, failures: ["a b"] };
    const sum = sumOf([one, other]);
    expect(closingLine(sum)).to.equal("1 passed, 1 failed, 2 skipped");
    expect(sum.failures).to.deep.equal(["a b"]);
  });

  it("is no success when nothing ran or something failed", () => {
    expect(succeeded(one)).to.equal(true);
    expect(succeeded({ ...one, failed: 1 })).to.equal(false);
    expect(succeeded({ ...emptyTally, skipped: 3 })).to.equal(false);
  });
});

describe("test runner", function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "runner-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function writeSpec(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function runTests(args: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return runCommand(process.execPath, ["--import=tsx", join(root, "tests/run.ts"), ...args], {
      cwd: root,
      env: { ...process.env, OPENNEBULA_TEST_FOLDER: folder, ...env },
    });
  }

  function lastLine(result: CommandResult): string | undefined {
    return result.stdout.trimEnd().split("\n").at(-1);
  }

  it("adds up what passed, failed and was skipped, and fails", async () => {
    writeSpec("unit/a.spec.ts", 'it("a", () => {}); it.skip("b", () => {});');
    writeSpec("component/c.spec.ts", 'it("c", () => { throw new Error("broken c"); });');
    const result = await runTests(["unit", "component"]);
    expect(lastLine(result)).to.equal("1 passed, 1 failed, 1 skipped");
    expect(result.stdout).to.contain("broken c").and.contain("failed: c");
    expect(result.code).to.equal(1);
  });

  it("succeeds when all tests of the named level pass", async () => {
    writeSpec("unit/a.spec.ts", 'it("a", () => {});');
    writeSpec("component/c.spec.ts", 'it("c", () => { throw new Error("broken"); });');
    const result = await runTests(["unit"]);
    expect(lastLine(result)).to.equal("1 passed, 0 failed, 0 skipped");
    expect(result.code).to.equal(0);
  });

  it("counts the tests of a level whose needs are not met, says why, and does not call it success", async () => {
    writeSpec("image/a.spec.ts", 'it("a", () => { throw new Error("ran"); }); it("b", () => {});');
    const result = await runTests(["image"], { DOCKER_HOST: `unix://${folder}/none.sock` });
    expect(result.stdout).to.match(/== image: skipped, 2 tests: .*[Dd]ocker/);
    expect(lastLine(result)).to.equal("0 passed, 0 failed, 2 skipped");
    expect(result.code).to.equal(1);
  });

  const failsOnce = `const { existsSync, writeFileSync } = require("node:fs");
    const seen = __filename + ".seen";
    it("is unsteady", () => {
      const first = !existsSync(seen);
      writeFileSync(seen, "");
      if (first) throw new Error("once");
    });`;

  const onRealParts: Level = {
    ...{ name: "image", seconds: 10, alone: true, secondTry: true },
    gap: () => Promise.resolve(undefined),
  };

  async function runOnRealParts(): Promise<LevelOutcome & { said: string[] }> {
    const said: string[] = [];
    const settings: MochaSettings = { folder, options: [], output: "kept" };
    const { tallies } = await runMocha(onRealParts, settings);
    const outcome = await secondTry(onRealParts, settings, tallies, (text) => said.push(text));
    return { ...outcome, said };
  }

  it("runs a spec on real parts once more, and says which tests failed before", async () => {
    writeSpec("image/steady.spec.ts", 'it("is steady", () => {});');
    writeSpec("image/other.spec.ts", failsOnce);
    const { tally, unsteady, said } = await runOnRealParts();
    expect(closingLine(tally)).to.equal("2 passed, 0 failed, 0 skipped");
    expect(unsteady).to.deep.equal(["is unsteady"]);
    expect(said.join()).to.contain("a second try of").and.contain("other.spec.ts");
    expect(said.join()).not.to.contain("/steady.spec.ts");
  });

  it("fails when a spec on real parts fails both times", async () => {
    writeSpec("image/a.spec.ts", 'it("is broken", () => { throw new Error("twice"); });');
    const { tally, unsteady } = await runOnRealParts();
    expect(tally.failures).to.deep.equal(["is broken"]);
    expect(unsteady).to.deep.equal([]);
  });

  it("fails when a test on real parts fails, and is skipped then", async () => {
    writeSpec(
      "image/a.spec.ts",
      `it("is steady", () => {}); ${failsOnce.replace("const first", "if (existsSync(seen)) this.skip(); const first").replace("() => {", "function () {")}`,
    );
    const { tally, unsteady } = await runOnRealParts();
    expect(tally.failures).to.deep.equal(["is unsteady"]);
    expect(unsteady).to.deep.equal([]);
  });

  it("fails at once when many specs fail", async () => {
    for (const name of ["a", "b", "c", "d"]) writeSpec(`image/${name}.spec.ts`, failsOnce);
    const { tally, said } = await runOnRealParts();
    expect(tally.failed).to.equal(4);
    expect(said).to.deep.equal([]);
  });

  it("runs no spec of Node alone twice", async () => {
    writeSpec("unit/a.spec.ts", failsOnce);
    expect(lastLine(await runTests(["unit"]))).to.equal("0 passed, 1 failed, 0 skipped");
  });

  it("fails when a spec can't be loaded", async () => {
    writeSpec("unit/a.spec.ts", 'import "./missing";');
    const result = await runTests(["unit"]);
    expect(result.stdout + result.stderr).to.contain("missing");
    expect(lastLine(result)).to.equal("0 passed, 1 failed, 0 skipped");
    expect(result.code).to.equal(1);
  });

  it("fails when a test ends the process", async () => {
    writeSpec("unit/a.spec.ts", 'it("a", () => { process.exit(0); });');
    const result = await runTests(["unit"]);
    expect(lastLine(result)).to.equal("0 passed, 1 failed, 0 skipped");
    expect(result.code).to.equal(1);
  });
});
