import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Failure } from "../rehearse/failure";

const installers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "package-lock.json": ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
  "pnpm-lock.yaml": ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts"],
  "yarn.lock": ["yarn", "install", "--frozen-lockfile", "--ignore-scripts"],
};

/** The same project at another commit, in a folder that `remove` takes away. */
export interface Checkout {
  /** Folder of the project in it. */
  readonly folder: string;
  remove(): void;
}

/** Checks a commit out beside the working tree, with packages to run it. */
export function checkOut(cwd: string, ref: string): Checkout {
  const root = topLevel(cwd);
  const commit = commitOf(root, ref);
  const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "opennebula-diff-")));
  const remove = (): void => {
    fs.rmSync(place, { recursive: true, force: true });
    git(root, "worktree", "prune");
  };
  try {
    git(root, "worktree", "add", "--detach", "--force", place, commit);
    const within = path.relative(root, fs.realpathSync(cwd));
    const folder = path.join(place, within);
    if (!fs.existsSync(folder)) {
      throw new Failure(
        `${ref} has no folder ${within}; compare with a commit that has the project.`,
      );
    }
    bringPackages(root, place, within, ref);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether the working tree differs from its commit. */
export function isDirty(cwd: string): boolean {
  return git(topLevel(cwd), "status", "--porcelain", "--untracked-files=no").trim() !== "";
}

function topLevel(cwd: string): string {
  try {
    return git(cwd, "rev-parse", "--show-toplevel").trim();
  } catch {
    throw new Failure(`${cwd} isn't in a git repository, so there is no base to compare with.`);
  }
}

function commitOf(root: string, ref: string): string {
  try {
    return git(
      root,
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${ref}^{commit}`,
    ).trim();
  } catch {
    const isShallow = git(root, "rev-parse", "--is-shallow-repository").trim() === "true";
    const wayOut = isShallow
      ? 'this clone is shallow, so fetch it first ("git fetch --unshallow", or fetch-depth: 0 of the checkout action)'
      : 'name a branch, tag or commit that "git rev-parse" knows';
    throw new Failure(`There is no commit "${ref}": ${wayOut}.`);
  }
}

function git(cwd: string, ...args: string[]): string {
  try {
    return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Failure(`git ${args[0] ?? ""} failed: ${said.trim().split("\n").at(-1) ?? ""}`);
  }
}

/** Packages of each folder from the top to the project's: this side's where the lock file is the same, else its own. */
function bringPackages(root: string, place: string, within: string, ref: string): void {
  const parts = within === "" ? [] : within.split(path.sep);
  const folders = ["", ...parts.map((_, i) => path.join(...parts.slice(0, i + 1)))];
  for (const folder of folders) {
    const [here, there] = [path.join(root, folder), path.join(place, folder)];
    const lock = Object.keys(installers).find((name) => fs.existsSync(path.join(there, name)));
    if (!fs.existsSync(path.join(there, "package.json"))) continue;
    const isSame = ["package.json", ...(lock === undefined ? [] : [lock])].every((name) =>
      sameDependencies(path.join(here, name), path.join(there, name)),
    );
    const modules = path.join(here, "node_modules");
    if (isSame && fs.existsSync(modules)) {
      fs.symlinkSync(modules, path.join(there, "node_modules"), "junction");
    } else if (lock !== undefined) install(there, lock, ref);
  }
}

function sameDependencies(one: string, other: string): boolean {
  if (!fs.existsSync(one) || !fs.existsSync(other)) return false;
  const [a, b] = [fs.readFileSync(one, "utf8"), fs.readFileSync(other, "utf8")];
  if (path.basename(one) !== "package.json" || a === b) return a === b;
  const needed = (text: string): string => {
    const { dependencies, devDependencies } = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify([dependencies, devDependencies]);
  };
  return needed(a) === needed(b);
}

function install(folder: string, lock: string, ref: string): void {
  const [command = "npm", ...args] = installers[lock] ?? [];
  try {
    execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  } catch {
    throw new Failure(
      `The packages of ${ref} can't be installed: "${command} ${args.join(" ")}" fails there.`,
    );
  }
}
