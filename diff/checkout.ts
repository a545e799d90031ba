import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Failure } from "../rehearse/failure";
import { bringPackages } from "./packages";

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
