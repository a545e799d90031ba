import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../rehearse/failure";
import { executableOnPath } from "./search-path";

/** A command that starts Pulumi's engine. */
export interface Engine {
  readonly command: string;
  readonly args: readonly string[];
}

const missing =
  "Pulumi's engine is missing: there is no pulumi command on PATH, and the npm package of that name could not bring one; " +
  "install it as https://www.pulumi.com/docs/install tells, or run npm ci and try again with access to the network.";

/** Runs the engine in the foreground and returns its exit code. */
export function runEngine(
  engine: Engine,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "shown" | "hidden" = "shown",
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(engine.command, [...engine.args, ...args], {
      env,
      stdio: output === "shown" ? "inherit" : ["ignore", "ignore", "inherit"],
    });
    // Ctrl-C reaches both: the engine ends its work in good order, and this process must outlive it.
    const wait = (): void => undefined;
    const pass = (): void => void child.kill("SIGTERM");
    process.on("SIGINT", wait).on("SIGTERM", pass);
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", wait).off("SIGTERM", pass);
      resolve(code ?? 1);
    });
  });
}

/** The engine on PATH, else that of the npm package, which downloads it when it runs first. */
export async function findEngine(env: NodeJS.ProcessEnv, folder: string): Promise<Engine> {
  const command = executableOnPath("pulumi", env);
  if (command !== undefined) {
    return { command, args: [] };
  }
  const script = join(folder, "node_modules", "pulumi", "run.js");
  const engine = { command: process.execPath, args: [script] };
  if (!existsSync(script) || (await runEngine(engine, ["version"], env, "hidden")) !== 0) {
    throw new Failure(missing);
  }
  return engine;
}
