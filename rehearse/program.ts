import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import type { Heard, Numbered, Told } from "./channel";
import { Failure } from "./failure";
import type { Command } from "./language";

/** How a program ended. */
export interface Ending {
  readonly code: number;
  /** What it wrote to its error output. */
  readonly said: string;
}

/** Answers to what a program tells by messages of Node's. */
export type Hear = (told: Told) => Promise<Heard>;

/** Runs a program to its end. What it prints goes to `output`, a stream's number. */
export function run(
  { file, args, env, tells }: Command,
  cwd: string,
  output: number,
  hear: Hear,
): Promise<Ending> {
  const child = spawn(file, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", output, "pipe", ...(tells ? ["ipc" as const] : [])],
  });
  child.on("message", ({ number, ...told }: Numbered<Told>) => {
    void hear(told).then((heard) => {
      // A program that has ended meanwhile needs no answer.
      child.send({ ...heard, number }, () => undefined);
    });
  });
  const stop = (): void => {
    child.kill();
  };
  process.once("exit", stop);
  let said = "";
  child.stderr?.on("data", (part: Buffer) => {
    said += part.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      const isMissing = "code" in error && error.code === "ENOENT";
      reject(isMissing ? missing(file) : error);
    });
    child.once("close", (code) => {
      process.off("exit", stop);
      resolve({ code: code ?? 1, said });
    });
  });
}

function missing(file: string): Failure {
  return new Failure(
    `The program needs ${file}, which isn't there; install it, or put it on PATH.`,
  );
}

/** What is wrong, as far as the user needs it: the message of an error without its trace. */
export function reasonIn(text: string, traces: boolean): string {
  const plain = stripVTControlCharacters(text).trim();
  if (traces) return plain;
  const message = plain
    .replace(/^Running program .* failed with an unhandled exception:\s*/, "")
    .replace(/\n?[ \t]+at [\s\S]*$/, "")
    .replace(/^(?:Uncaught )?\[?[A-Za-z.$]*(?:Error|Exception): /, "");
  const [first = ""] = message.split("\n");
  if (first.startsWith("Cannot find module")) return first;
  return first.startsWith('Unknown file extension ".ts"') ? `${first}; ${hint}` : message;
}

const hint =
  "name a loader in Pulumi.yaml (runtime.options.nodeargs: --import=tsx), or compile the program and name the result with --program.";
