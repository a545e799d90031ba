import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join, relative } from "node:path";

/** The project's folder. */
export const projectFolder = join(__dirname, "..", "..");

const foreign = new Set(["node_modules", ".git", "bin", "rehearsal", ".pulumi"]);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return foreign.has(entry.name) && folder === projectFolder ? [] : filesBelow(path);
    }
    return entry.isFile() ? [path] : [];
  });
}

function firstLine(file: string): string {
  const start = Buffer.alloc(80);
  const handle = openSync(file, "r");
  try {
    const length = readSync(handle, start, 0, start.length, 0);
    return start.subarray(0, length).toString("latin1").split("\n")[0] ?? "";
  } finally {
    closeSync(handle);
  }
}

/** Paths of the project's files, relative to its folder, that fit. */
function projectFiles(fits: (path: string) => boolean): string[] {
  return filesBelow(projectFolder)
    .filter(fits)
    .map((path) => relative(projectFolder, path))
    .sort();
}

/** Shell scripts and parts of such, known by their first line: in the image they have no ending. */
export function shellScripts(): string[] {
  return projectFiles(
    (path) => path.endsWith(".sh") || /^#!.*\b(ba|da)?sh\b|^# shellcheck /.test(firstLine(path)),
  );
}

export function dockerfiles(): string[] {
  return projectFiles((path) => /(^|\/)Dockerfile(\.\w+)?$/.test(path));
}

export function workflows(): string[] {
  return projectFiles((path) => /\/\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
}
