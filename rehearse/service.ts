import { spawn } from "node:child_process";
import { basename } from "node:path";
import { Failure } from "./failure";

/** A process that serves one of Pulumi's protocols. */
export interface Service {
  /** Host and port. */
  readonly address: string;
  /** What it has written to its error output. */
  said(): string;
  stop(): void;
}

/** Starts a service: the first that it prints is its port. What else it prints goes to the error output. */
export function startService(file: string, args: readonly string[], cwd: string): Promise<Service> {
  const child = spawn(file, [...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const stop = (): void => {
    process.off("exit", stop);
    child.kill();
  };
  process.once("exit", stop);
  let said = "";
  child.stderr.on("data", (part: Buffer) => {
    said += part.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", () => {
      reject(new Failure(`${basename(file)} ended before it served anything. ${said}`.trim()));
    });
    child.stdout.once("data", (line: Buffer) => {
      child.stdout.pipe(process.stderr, { end: false });
      resolve({ address: `127.0.0.1:${line.toString().trim()}`, said: () => said, stop });
    });
  });
}
