import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand, type CommandResult } from "./command";
import { projectFolder } from "./projectFiles";

const cli = join(projectFolder, "bin", "rehearse", "cli.js");

/** A project of a user's own, in a folder that is removed with it. */
export class RehearsalProject {
  readonly folder = mkdtempSync(join(tmpdir(), "rehearsal-project-"));
  /** Options of Node itself. */
  readonly nodeOptions: string[] = [];

  /** Files by name; `Pulumi.yaml` has a default. */
  constructor(files: Readonly<Record<string, string>>) {
    const all = { "Pulumi.yaml": "name: sample\nruntime: nodejs\n", ...files };
    for (const [name, content] of Object.entries(all)) this.write(name, content);
    symlinkSync(join(projectFolder, "node_modules"), join(this.folder, "node_modules"));
  }

  write(name: string, content: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  rehearse(...flags: string[]): Promise<CommandResult> {
    return runCommand(process.execPath, [...this.nodeOptions, cli, ...flags], {
      cwd: this.folder,
    });
  }

  /** Manifests by file name. */
  manifests(folder = join("rehearsal", "dev")): Record<string, string> {
    const place = join(this.folder, folder);
    const names = readdirSync(place).filter((name) => name.endsWith(".yaml"));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(place, name), "utf8")]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Rehearses a program that is only needed once. */
export async function rehearseProgram(
  files: Readonly<Record<string, string>>,
  ...flags: string[]
): Promise<CommandResult & { manifests: Record<string, string> }> {
  const project = new RehearsalProject(files);
  try {
    const result = await project.rehearse(...flags);
    return { ...result, manifests: result.code === 0 ? project.manifests() : {} };
  } finally {
    project.remove();
  }
}
