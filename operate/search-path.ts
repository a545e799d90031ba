import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, sep } from "node:path";

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

// npm puts the bin folders of node_modules in front of PATH: a wrapper there is not what the user installed.
function isInstalledByUser(folder: string): boolean {
  return folder !== "" && !folder.split(sep).includes("node_modules");
}

/** Full path of an executable on PATH, outside of any node_modules. */
export function executableOnPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter(isInstalledByUser)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}
