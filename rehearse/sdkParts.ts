import { createRequire } from "node:module";
import { Failure } from "./failure";

/** Things of the SDK that the rehearsal uses though the SDK doesn't document them: an update may take them away. */
export const sdkParts: Readonly<Record<string, "function" | "object">> = {
  // The mock monitor receives every resource, with its parent and its marks of secrets.
  "monitor.registerResource": "function",
  "monitor.registerResourceOutputs": "function",
  // It looks up parents and invoked resources there.
  "monitor.resources": "object",
  // Which resources a value comes from, so that a field that is lost can be named.
  "output.allResources": "function",
  // Declared, but not as something to be replaced.
  "sdk.log.debug": "function",
  "sdk.log.info": "function",
  "sdk.log.warn": "function",
  "sdk.log.error": "function",
};

/** Names of the parts that aren't there. */
export function missingParts(found: object): string[] {
  return Object.keys(sdkParts).filter((name) => typeof at(found, name) !== sdkParts[name]);
}

/** Fails by name where a part isn't there, instead of somewhere later. */
export function requireParts(found: object, program: string): void {
  const missing = missingParts(found);
  if (missing.length === 0) return;
  throw new Failure(
    `@pulumi/pulumi ${versionOf(program)} has no ${missing.join(", ")}, which a rehearsal needs; ` +
      "install a version that this package is tested with (see its peerDependencies), or preview with Pulumi's engine.",
  );
}

function at(value: unknown, name: string): unknown {
  return name
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        (typeof inner === "object" && inner !== null) || typeof inner === "function"
          ? Reflect.get(inner, key)
          : undefined,
      value,
    );
}

function versionOf(program: string): string {
  const { version } = createRequire(program)("@pulumi/pulumi/package.json") as { version: string };
  return version;
}
