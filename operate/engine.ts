import { spawn } from "node:child_process";
import { delimiter, sep } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";

/** Finds the engine on PATH, else that of the npm package `pulumi`, which downloads it when it runs first. */
export async function findEngine(): Promise<PulumiCommand> {
  const given = process.env["PATH"] ?? "";
  // npm puts its packages' commands in front of PATH: the engine that the user installed goes first.
  const folders = given.split(delimiter);
  const installed = folders.filter((folder) => !folder.split(sep).includes("node_modules"));
  process.env["PATH"] = [...new Set([...installed, ...folders])].join(delimiter);
  return PulumiCommand.get();
}

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
