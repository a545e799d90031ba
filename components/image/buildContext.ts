import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../package";

/** A file of the build context: path below docker/, with "/" between folders, and content. */
interface ContextFile {
  readonly path: string;
  readonly content: Buffer;
}

/** The Docker build context: the files of docker/, and a digest of their names and contents. */
export interface BuildContext {
  readonly files: readonly ContextFile[];
  readonly digest: string;
}

let own: BuildContext | undefined;
const checkedFolders = new WeakMap<BuildContext, Set<string>>();

/** The folder docker/ of this package, read once: a program may have many front-ends. */
export function ownBuildContext(): BuildContext {
  own ??= readBuildContext(join(packageRoot(), "docker"));
  return own;
}

/** Reads a build context. Neither modes nor times count: they differ between checkouts. */
export function readBuildContext(folder: string): BuildContext {
  const files = filesBelow(folder).map((path) => ({
    path,
    content: readFileSync(join(folder, path)),
  }));
  const hash = createHash("sha256");
  for (const { path, content } of files) {
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return { files, digest: hash.digest("hex") };
}

/**
 * Puts the context in a folder below the working directory that is named by its content, with fixed modes, and answers
 * with the relative path. So the same context has the same path and the same digest on every machine and however the
 * component was installed; else a preview on another machine would show an update.
 */
export function stageBuildContext(context: BuildContext, workingDirectory: string): string {
  const store = join(workingDirectory, ".opennebula-kubernetes");
  const folder = join(store, `docker-${context.digest.slice(0, 16)}`);
  if (!isStaged(context, folder)) {
    mkdirSync(store, { recursive: true });
    writeFileSync(join(store, ".gitignore"), "*\n");
    const fresh = mkdtempSync(join(store, "docker-"));
    for (const file of context.files) writeContextFile(join(fresh, file.path), file.content);
    chmodSync(fresh, 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  }
  return relative(workingDirectory, folder);
}

/** Whether the folder holds the context; what was read once in this process is not read again. */
function isStaged(context: BuildContext, folder: string): boolean {
  if (!existsSync(folder)) return false;
  const checked = checkedFolders.get(context) ?? new Set();
  if (checked.has(folder)) return true;
  if (readBuildContext(folder).digest !== context.digest) return false;
  checkedFolders.set(context, checked.add(folder));
  return true;
}

function writeContextFile(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  chmodSync(dirname(path), 0o755);
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split("\\").join("/"))
    .sort();
}
