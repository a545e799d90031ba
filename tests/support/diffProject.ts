import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { type CommandResult, runCommand } from "./command";
import { projectFolder } from "./projectFiles";

const cli = join(projectFolder, "bin", "diff", "cli.js");

const program = `
const { OpenNebula } = require("${projectFolder}");
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
const { name = "one", formerName, below, wasAbove } = config.getObject("place") ?? {};
const parent = below && new pulumi.ComponentResource("cloud:index:Cloud", below);
const aliases = [
  ...(formerName ? [{ name: formerName }] : []),
  ...(wasAbove ? [{ parent: pulumi.rootStackResource }] : []),
];
exports.endpoints = new OpenNebula(name, config.requireObject("args"), { parent, aliases }).endpoints;
`;

/** Where the front-end stands in its program. */
export interface FrontEndPlace {
  /** Default: "one". */
  readonly name?: string;
  /** The name that it had, as an alias. */
  readonly formerName?: string;
  /** Name of a component of the program's own above it. */
  readonly below?: string;
  /** It had no parent, as an alias. */
  readonly wasAbove?: boolean;
}

/** A git repository with a program that declares a front-end. */
export class DiffProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "diff-project-")));

  constructor() {
    this.write("Pulumi.yaml", "name: cloud\nruntime: nodejs\n");
    this.write("package.json", "{}\n");
    this.write(".gitignore", "node_modules\n");
    this.write("index.js", program);
    symlinkSync(join(projectFolder, "node_modules"), join(this.folder, "node_modules"));
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("config", "user.email", "operator@example.net");
    this.git("config", "user.name", "Operator");
  }

  /** One whose program declares this front-end in its first commit, which has the tag "first". */
  static committed(args: object): DiffProject {
    const project = new DiffProject();
    project.stack(args);
    project.commit();
    project.git("tag", "first");
    return project;
  }

  /** Folders of the worktrees; one alone unless something was left behind. */
  worktrees(): string[] {
    return this.git("worktree", "list").trim().split("\n");
  }

  write(name: string, content: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  /** Writes a stack's file with the component's arguments; what an engine keeps there stays. */
  stack(args: object, name = "dev", place: FrontEndPlace = {}): void {
    const file = join(this.folder, `Pulumi.${name}.yaml`);
    const kept = existsSync(file) ? (load(readFileSync(file, "utf8")) as object) : {};
    const config = { "cloud:args": args, "cloud:place": place };
    this.write(`Pulumi.${name}.yaml`, JSON.stringify({ ...kept, config }));
  }

  commit(message = "change"): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8" });
  }

  diff(...flags: string[]): Promise<CommandResult> {
    return this.diffWith({}, ...flags);
  }

  diffWith(env: Record<string, string>, ...flags: string[]): Promise<CommandResult> {
    mkdirSync(this.temporary, { recursive: true });
    return runCommand(process.execPath, [cli, ...flags], {
      cwd: this.folder,
      env: { ...process.env, TMPDIR: this.temporary, ...env },
    });
  }

  /** What its commands have left among the temporary files. */
  leftBehind(): string[] {
    return readdirSync(this.temporary).filter((name) => name.startsWith("opennebula-diff-"));
  }

  /** For temporary files of its commands, apart from those of tests that run beside it. */
  private get temporary(): string {
    return `${this.folder}-temporary`;
  }

  /** A clone that knows its newest commit alone. */
  shallowClone(): DiffProject {
    return this.clone("--depth=1");
  }

  /** A repository of somebody else's with the same commits, on a branch of its own. */
  fork(): DiffProject {
    const clone = this.clone();
    clone.git("config", "user.email", "somebody@example.net");
    clone.git("config", "user.name", "Somebody");
    clone.git("checkout", "--quiet", "-b", "theirs");
    return clone;
  }

  private clone(...options: readonly string[]): DiffProject {
    const clone = Object.create(DiffProject.prototype) as DiffProject;
    const folder = mkdtempSync(join(tmpdir(), "diff-clone-"));
    execFileSync("git", ["clone", "--quiet", ...options, `file://${this.folder}`, folder]);
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    return Object.assign(clone, { folder });
  }

  remove(): void {
    for (const place of [this.folder, this.temporary]) {
      rmSync(place, { recursive: true, force: true });
    }
  }
}
