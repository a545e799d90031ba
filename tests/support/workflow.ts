import { mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type CommandResult, runCommand } from "./command";
import type { DiffProject } from "./diffProject";
import { projectFolder } from "./projectFiles";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

interface ActionStep {
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly "working-directory": string;
}

/** What a runner knows of the pull request. */
export interface GithubContext {
  readonly base: string;
  /** The commit that is proposed; it may be merged already in what is checked out. */
  readonly head?: string;
  readonly token: string;
}

/** The composite action of this repository, carried out as a runner would. */
export class PreviewAction {
  readonly action = load(
    readFileSync(join(projectFolder, "preview", "action.yml"), "utf8"),
  ) as Action;

  /** Runs each step; the first that fails is the last. */
  async run(
    project: DiffProject,
    github: GithubContext,
    given: Readonly<Record<string, string>>,
    env: NodeJS.ProcessEnv,
  ): Promise<CommandResult> {
    let result: CommandResult = { code: 0, stdout: "", stderr: "" };
    for (const step of this.action.runs.steps) {
      const value = (text: string): string => this.evaluated(text, given, github);
      const own = Object.entries(step.env).map(([key, text]) => [key, value(text)]);
      const folder = join(project.folder, value(step["working-directory"]));
      // As the runner starts `shell: bash`.
      const flags = ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run];
      result = await runCommand(step.shell, flags, {
        cwd: folder,
        env: { ...env, ...(Object.fromEntries(own) as NodeJS.ProcessEnv) },
        seconds: 300,
      });
      if (result.code !== 0) break;
    }
    return result;
  }

  private evaluated(
    text: string,
    given: Readonly<Record<string, string>>,
    github: GithubContext,
  ): string {
    const known: Readonly<Record<string, string>> = {
      "github.event.pull_request.base.sha": github.base,
      "github.event.pull_request.head.sha": github.head ?? "",
      "github.token": github.token,
    };
    return text.replace(/\$\{\{\s*([a-z0-9._-]+)\s*\}\}/gi, (_, name: string) => {
      const input = /^inputs\.(.+)$/.exec(name)?.[1];
      if (input === undefined) return known[name] ?? "";
      return given[input] ?? this.evaluated(this.action.inputs[input]?.default ?? "", {}, github);
    });
  }
}

/** Gives a project packages of its own, with the commands of this one as npm installs them. */
export function installCommands(project: DiffProject): void {
  const modules = join(project.folder, "node_modules");
  unlinkSync(modules);
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  const cli = join(projectFolder, "bin", "diff", "cli.js");
  const command = `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`;
  writeFileSync(join(modules, ".bin", "opennebula-diff"), command, { mode: 0o755 });
}

/** The blocks of code in docs/previews.md, of one language, that hold a text. */
export function recipes(language: string, text: string): string[] {
  const page = readFileSync(join(projectFolder, "docs", "previews.md"), "utf8");
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"));
  return [...blocks].map(([, block = ""]) => block).filter((block) => block.includes(text));
}
