import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a process took from its start to its end. */
export interface Footprint {
  readonly seconds: number;
  /** With the processes that it started, on Linux. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Runs a program in a Node.js process of its own, which must succeed. */
export async function footprintOf(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Footprint> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--require", join(__dirname, "footprint.js"), ...args], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", ...env },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("exit", resolve);
  });
  const [, , stderr, report] = child.stdio;
  const [code, complaint, told] = await Promise.all([ended, readAll(stderr), readAll(report)]);
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) {
    throw new Error(`node ${args.join(" ")} ended with ${code ?? "a signal"}:\n${complaint}`);
  }
  return { seconds, ...(JSON.parse(told) as Omit<Footprint, "seconds">) };
}

function readAll(stream: unknown): Promise<string> {
  return isReadable(stream) ? text(stream) : Promise.resolve("");
}

function isReadable(stream: unknown): stream is NodeJS.ReadableStream {
  return typeof stream === "object" && stream !== null && "read" in stream;
}
