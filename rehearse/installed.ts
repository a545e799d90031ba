import { accessSync, constants, existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** Full path of an executable of Pulumi's: on PATH, beside the engine, or where the engine is installed by itself. */
export function findExecutable(name: string): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const engine = onPath.map((folder) => join(folder, "pulumi")).find(isExecutable);
  const beside = engine === undefined ? [] : [dirname(realpathSync(engine))];
  return [...onPath, ...beside, join(home(), "bin")]
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Full path of a provider's plugin: on PATH, or as the engine has downloaded it, the newest if no version is named. */
export function findPlugin(name: string, version: string): string | undefined {
  const executable = `pulumi-resource-${name}`;
  const plugins = join(home(), "plugins");
  const start = `resource-${name}-v`;
  const downloaded = existsSync(plugins)
    ? readdirSync(plugins)
        .filter((folder) =>
          version === "" ? folder.startsWith(start) : folder === start + version,
        )
        .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
        .map((folder) => join(plugins, folder, executable))
    : [];
  return downloaded.find(isExecutable) ?? findExecutable(executable);
}

function home(): string {
  return process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
