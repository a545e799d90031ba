import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, outputOf, runCommand } from "./command";
import { projectFolder } from "./projectFiles";
import { RehearsalProject, rehearseProgram } from "./rehearsalProject";

// The examples in other languages, in the language of the component.
const twin = `const { OpenNebula } = require(${JSON.stringify(projectFolder)});
const frontEnd = new OpenNebula("one", {
  version: "7.4.0",
  image: { reference: "registry.example.net/cloud/opennebula:7.4.0" },
  expose: { type: "LoadBalancer" },
});
exports.endpoints = frontEnd.endpoints;`;

/** Manifests of the program that the examples in other languages are. */
export async function twinManifests(): Promise<Record<string, string>> {
  return (await rehearseProgram({ "index.js": twin })).manifests;
}

/** An example in another language than the component's, as a project of a user's own. */
export class ExampleProject extends RehearsalProject {
  constructor(language: string) {
    super({});
    const sdk = join(projectFolder, "tests", "fixtures", "sdks", language);
    if (existsSync(sdk)) cpSync(sdk, this.folder, { recursive: true });
    cpSync(join(projectFolder, "examples", language), this.folder, { recursive: true });
  }

  /** Changes a file of the example's. */
  change(name: string, from: string, to: string): void {
    const text = readFileSync(join(this.folder, name), "utf8");
    if (!text.includes(from)) throw new Error(`${name} of the example has no ${from}.`);
    this.write(name, text.replaceAll(from, to));
  }

  /** Makes what is there now the commit that is compared with. */
  async commit(): Promise<void> {
    this.write(".gitignore", "venv\nnode_modules\n__pycache__\nrehearsal\ntarget\n");
    const user = ["-c", "user.name=a", "-c", "user.email=a@example.net"];
    for (const args of [
      ["init", "--quiet"],
      ["add", "."],
      ["commit", "--quiet", "-m", "first"],
    ]) {
      await outputOf("git", [...user, ...args], { cwd: this.folder });
    }
  }

  /** What the change since the commit does, in words. */
  diff(): Promise<CommandResult> {
    const cli = join(projectFolder, "bin", "diff", "cli.js");
    return this.run(process.execPath, cli, "--base", "HEAD");
  }

  /** Runs a command in the project. */
  run(command: string, ...args: string[]): Promise<CommandResult> {
    return runCommand(command, args, { cwd: this.folder, seconds: 580 });
  }
}
