import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { Failure } from "../rehearse/failure";

type Command = readonly [string, ...string[]];

/** What a language's packages are named in, where they lie, and how they are installed. */
interface Packages {
  /** One of these says which packages; the first that is there. */
  readonly locks: readonly string[];
  readonly folders: readonly string[];
  readonly install: (lock: string) => readonly Command[];
}

const node: Readonly<Record<string, Command>> = {
  "package-lock.json": ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
  "pnpm-lock.yaml": ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts"],
  "yarn.lock": ["yarn", "install", "--frozen-lockfile", "--ignore-scripts"],
};

const languages: readonly Packages[] = [
  {
    locks: [...Object.keys(node), "package.json"],
    folders: ["node_modules"],
    install: (lock) => (node[lock] === undefined ? [] : [node[lock]]),
  },
  {
    locks: ["requirements.txt"],
    folders: ["venv", ".venv"],
    install: () => [
      ["python3", "-m", "venv", "venv"],
      [path.join("venv", "bin", "python"), "-m", "pip", "install", "-q", "-r", "requirements.txt"],
    ],
  },
];

/** Brings the packages of each folder from the top to `within`: this side's where they are the same, else its own. */
export function bringPackages(root: string, place: string, within: string, ref: string): void {
  const parts = within === "" ? [] : within.split(path.sep);
  const folders = ["", ...parts.map((_, i) => path.join(...parts.slice(0, i + 1)))];
  for (const folder of folders) {
    const [here, there] = [path.join(root, folder), path.join(place, folder)];
    for (const packages of languages) bring(packages, here, there, ref);
    // What `pulumi package add` makes of a component; few commit it.
    link("sdks", here, there);
  }
}

function bring(
  { locks, folders, install }: Packages,
  here: string,
  there: string,
  ref: string,
): void {
  const lock = locks.find((name) => fs.existsSync(path.join(there, name)));
  if (lock === undefined) return;
  const isSame = [lock, "package.json"].every((name) =>
    sameDependencies(path.join(here, name), path.join(there, name)),
  );
  const linked = isSame ? folders.filter((name) => link(name, here, there)) : [];
  if (linked.length > 0) return;
  for (const command of install(lock)) run(command, there, ref);
}

function link(name: string, here: string, there: string): boolean {
  const [from, to] = [path.join(here, name), path.join(there, name)];
  if (!fs.existsSync(from) || fs.existsSync(to)) return false;
  fs.symlinkSync(from, to, "junction");
  return true;
}

function sameDependencies(one: string, other: string): boolean {
  if (!fs.existsSync(one) || !fs.existsSync(other)) {
    return fs.existsSync(one) === fs.existsSync(other);
  }
  const [a, b] = [fs.readFileSync(one, "utf8"), fs.readFileSync(other, "utf8")];
  if (path.basename(one) !== "package.json" || a === b) return a === b;
  const needed = (text: string): string => {
    const { dependencies, devDependencies } = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify([dependencies, devDependencies]);
  };
  return needed(a) === needed(b);
}

function run([command, ...args]: Command, folder: string, ref: string): void {
  try {
    execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  } catch {
    throw new Failure(
      `The packages of ${ref} can't be installed: "${command} ${args.join(" ")}" fails there.`,
    );
  }
}
