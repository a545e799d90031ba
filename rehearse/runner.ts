import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type * as pulumi from "@pulumi/pulumi";

// Runs a program in JavaScript, told by the environment where the monitor is. Pulumi's own runner does the same in
// twice the time: it connects a debugger to the process and loads the tracing, neither of which is of use here.

async function run(program: string): Promise<void> {
  // A program of the user's own may have another copy than this package.
  const sdk = createRequire(program)("@pulumi/pulumi") as typeof pulumi;
  const fail = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    void sdk.log.error(text).finally(() => process.exit(1));
  };
  process.on("uncaughtException", fail).on("unhandledRejection", fail);
  // Nobody is shown what is for debugging, and each such message would be a call of its own: most of all calls.
  Object.assign(sdk.log, { debug: () => Promise.resolve() });
  await sdk.runtime.runInPulumiStack(async () => {
    const loaded = (await import(pathToFileURL(program).href)) as Record<string, unknown>;
    const exported = "default" in loaded ? loaded["default"] : loaded;
    return typeof exported === "function" ? (exported as () => unknown)() : exported;
  });
}

const [, , program = ""] = process.argv;
void run(program);
