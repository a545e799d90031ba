import { join } from "node:path";
import { expect } from "chai";
import { outputOf, runCommand } from "../support/command";
import { projectFolder } from "../support/projectFiles";

interface PackReport {
  files: { path: string }[];
}

// npm's answer is a list up to version 11 and keyed by package name since.
async function packedFiles(): Promise<string[]> {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const answer: unknown = JSON.parse(await outputOf("npm", args, { cwd: projectFolder }));
  const reports = Object.values(answer as Record<string, PackReport>);
  return reports.flatMap((report) => report.files.map((file) => file.path));
}

describe("npm package", () => {
  let files: string[];

  before(async () => {
    files = await packedFiles();
  });

  function expectFiles(...wanted: string[]): void {
    expect(wanted.filter((path) => !files.includes(path))).to.deep.equal([]);
  }

  it("brings what it is compiled from: other languages' projects compile it anew", () => {
    expectFiles(
      "PulumiPlugin.yaml",
      "tsconfig.json",
      "index.ts",
      "components/opennebula.ts",
      "schema.json",
    );
  });

  it("brings the compiled library and its types", () => {
    expectFiles(
      "bin/index.js",
      "bin/index.d.ts",
      "bin/components/opennebula.js",
      "bin/rehearse/cli.js",
    );
  });

  it("brings what the image is built from", () => {
    expectFiles("docker/Dockerfile", "docker/entrypoint");
  });

  it("brings what a reader looks for", () => {
    expectFiles("README.md", "LICENSE", "CHANGELOG.md", "package.json");
  });

  it("leaves out what only this project's own work needs", () => {
    const own = /^(tests|bench|docs|stack|operate|bin\/(stack|operate))\/|tsbuildinfo$|^\./;
    expect(files.filter((path) => own.test(path))).to.deep.equal([]);
  });

  it("is resolved the same way by every consumer (publint)", async () => {
    const script = join(projectFolder, "node_modules/publint/src/cli.js");
    const { code, stdout, stderr } = await runCommand(process.execPath, [script, "--strict"], {
      cwd: projectFolder,
    });
    expect(code, stdout + stderr).to.equal(0);
  });
});
