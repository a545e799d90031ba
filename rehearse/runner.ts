import "./compileCache";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type * as pulumi from "@pulumi/pulumi";
import { channelToParent } from "./channel";
import { directMonitor } from "./directMonitor";

// Runs a program in JavaScript, told by the environment where the monitor is. Pulumi's own runner does the same in
// twice the time: it connects a debugger to the process and loads the tracing, neither of which is of use here.

async function run(program: string): Promise<void> {
  // A program of the user's own may have another copy than this package.
  const found = createRequire(program);
  const sdk = found("@pulumi/pulumi") as typeof pulumi;
  const tell = channelToParent();
  const fail = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    void sdk.log.error(text).finally(() => process.exit(1));
  };
  process.on("uncaughtException", fail).on("unhandledRejection", fail);
  const load = createRequire(found.resolve("@pulumi/pulumi/package.json"));
  const { PULUMI_MONITOR: address = "", PULUMI_PROJECT, PULUMI_STACK } = process.env;
  const monitor = directMonitor(load, address, tell);
  sdk.runtime.setMockOptions(monitor, PULUMI_PROJECT, PULUMI_STACK, true, "organization");
  // Nobody is shown what is for debugging, and each such message would be a call of its own: most of all calls.
  const silent = (): Promise<void> => Promise.resolve();
  Object.assign(sdk.log, {
    debug: silent,
    info: silent,
    warn: (text: string) => tell({ kind: "warnings", text }),
    error: (text: string) => tell({ kind: "errors", text }),
  });
  await sdk.runtime.runInPulumiStack(async () => {
    const loaded = (await import(pathToFileURL(program).href)) as Record<string, unknown>;
    const exported = "default" in loaded ? loaded["default"] : loaded;
    return typeof exported === "function" ? (exported as () => unknown)() : exported;
  });
}

const [, , program = ""] = process.argv;
void run(program);
