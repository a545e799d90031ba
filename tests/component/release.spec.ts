import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { type CommandResult, runCommand } from "../support/command";
import { projectFolder } from "../support/projectFiles";

const name = "opennebula-kubernetes";

/** The Node that changesets takes: this one, or one that npm brings. */
async function nodeFolder(): Promise<string> {
  if (Number.parseInt(process.versions.node) >= 22) return dirname(process.execPath);
  const { stdout } = await run(projectFolder, "npm", [
    ...["exec", "--yes", "--package=node@22", "--", "node", "-p", "process.execPath"],
  ]);
  return dirname(stdout.trim());
}

async function run(cwd: string, command: string, args: readonly string[], env = process.env) {
  const result = await runCommand(command, args, { cwd, env, seconds: 240 });
  expect(result.code, result.stderr).to.equal(0);
  return result;
}

describe("a release by changesets", function () {
  this.timeout(600_000);
  let folder: string;
  let env: NodeJS.ProcessEnv;

  const npm = (...args: string[]): Promise<CommandResult> => run(folder, "npm", args, env);
  const git = async (...args: string[]): Promise<string> =>
    (await run(folder, "git", args)).stdout.trim();
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const versionIn = (file: string): unknown =>
    (JSON.parse(read(file)) as { version: unknown }).version;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "release-"));
    await run(tmpdir(), "git", ["clone", "--quiet", projectFolder, folder]);
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    await git("config", "user.name", "Release");
    await git("config", "user.email", "release@example.net");
    env = { ...process.env, PATH: [await nodeFolder(), process.env["PATH"]].join(delimiter) };
    writeFileSync(
      join(folder, ".changeset", "one.md"),
      `---\n"${name}": major\n---\n\nA change.\n`,
    );
    await git("add", ".changeset");
    await git("commit", "--quiet", "--message", "Change something");
    await npm("run", "release:version");
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("takes the version that the changeset asks for wherever one stands", async () => {
    for (const file of ["package.json", "package-lock.json", "schema.json"]) {
      expect(versionIn(file), file).to.equal("1.0.0");
    }
    const changed = (await git("status", "--porcelain", "--untracked-files=no")).split("\n");
    expect(changed.map((line) => line.trim())).to.have.members([
      "D .changeset/one.md",
      ...["CHANGELOG.md", "package-lock.json", "package.json", "schema.json"].map(
        (it) => `M ${it}`,
      ),
    ]);
  });

  it("has the newest part of the changelog as its own, with the day, and as its notes", async () => {
    const [heading = ""] = /^## .*$/m.exec(read("CHANGELOG.md")) ?? [];
    expect(heading).to.match(/^## \[1\.0\.0\] - \d{4}-\d\d-\d\d$/);
    const { stdout } = await run(folder, "npx", ["tsx", "docs/changelog.ts", "--notes"]);
    expect(stdout.trim()).to.match(/^### /);
    expect(read("CHANGELOG.md")).to.contain(stdout.trim());
  });

  it("would be published for everybody, as the newest", async () => {
    const { stdout, stderr } = await npm("publish", "--dry-run", "--ignore-scripts");
    expect(stdout).to.contain(`+ ${name}@1.0.0`);
    expect(stderr).to.contain("with tag latest and public access (dry-run)");
  });

  it("tells the action which tag it has", async () => {
    const [tool = ""] = /@changesets\/cli@\S+/.exec(read("package.json")) ?? [];
    const told = join(folder, "told.ndjson");
    const withOutput = { ...env, CHANGESETS_OUTPUT: told };
    await run(folder, "npx", ["--yes", tool, "git-tag"], withOutput);
    expect(await git("tag", "--list", "v1*")).to.equal("v1.0.0");
    expect(readFileSync(told, "utf8")).to.contain("v1.0.0");
  });
});
