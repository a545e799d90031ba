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

/** Full paths of an executable on PATH, outside of any node_modules, in the order of PATH. */
export function executablesOnPath(name: string, env: NodeJS.ProcessEnv): string[] {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter(isInstalledByUser)
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}

/** The one that runs when it is called by name. */
export function executableOnPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return executablesOnPath(name, env)[0];
}
