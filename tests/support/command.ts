import { spawn } from "node:child_process";

/** What a finished command left behind; `code` is undefined if it could not be started or was ended. */
export interface CommandResult {
  code: number | undefined;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  input?: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** The command is ended after so many seconds; 60 by default. */
  seconds?: number;
}

/** Runs a command to its end; a command that fails is a result, not an exception. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const seconds = options.seconds ?? 60;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: seconds * 1000,
      killSignal: "SIGKILL",
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    const settle = (code: number | null, note: string): void => {
      const said = Buffer.concat(stderr).toString() + note;
      resolve({ code: code ?? undefined, stdout: Buffer.concat(stdout).toString(), stderr: said });
    };
    child.on("error", (error) => {
      settle(null, error.message);
    });
    child.on("close", (code, signal) => {
      settle(code, signal === null ? "" : `\nended by ${signal} after at most ${seconds} s`);
    });
    // A command that doesn't read its input closes the pipe early; its exit code tells the rest.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** Runs a command that must succeed and returns what it printed. */
export async function outputOf(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await runCommand(command, args, options);
  if (result.code !== 0) {
    const told = [result.stderr, result.stdout].filter((text) => text.trim() !== "").join("\n");
    throw new Error(`${[command, ...args].join(" ")}: exit code ${result.code ?? "none"}\n${told}`);
  }
  return result.stdout;
}
