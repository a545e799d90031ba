import { spawn } from "node:child_process";
import type { PulumiCommand } from "@pulumi/pulumi/automation";

/** Runs the engine in the foreground and returns its exit code. */
export function runEngine(
  { command }: PulumiCommand,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: "inherit" });
    // Ctrl-C reaches both: the engine ends its work in good order, and this process must outlive it.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}
