import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Name of this package, as in its package.json. */
export const packageName = "opennebula-kubernetes";

/** Type of the component; it is part of URNs, so another one needs an alias. */
export const componentType = `${packageName}:index:OpenNebula`;

/** Folder of this package: sources and their compiled twins lie at different depths in it. */
export function packageRoot(from: string = __dirname): string {
  const manifest = join(from, "package.json");
  if (existsSync(manifest) && isOurs(manifest)) return from;
  const parent = dirname(from);
  if (parent === from) {
    throw new Error(`The folder of ${packageName} was not found above ${__dirname}.`);
  }
  return packageRoot(parent);
}

function isOurs(manifest: string): boolean {
  const parsed: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return (
    typeof parsed === "object" && parsed !== null && "name" in parsed && parsed.name === packageName
  );
}
