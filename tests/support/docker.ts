import type { Context } from "mocha";
import { type CommandResult, runCommand } from "./command";
import { dockerGap } from "./needs";
import { skipBecause } from "./skip";

const client = process.env["TEST_DOCKER"] ?? "docker";

/** Runs the Docker client and returns its output, whatever its exit code. */
export function tryDocker(
  args: readonly string[],
  input = "",
  seconds = 900,
): Promise<CommandResult> {
  const env = { DOCKER_BUILDKIT: "1", ...process.env };
  return runCommand(client, args, { input, env, seconds });
}

/** Runs the Docker client, which must succeed. */
export async function docker(args: readonly string[], input = ""): Promise<string> {
  const result = await tryDocker(args, input);
  if (result.code !== 0) {
    const end = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-25).join("\n");
    throw new Error(`docker ${args.join(" ")} ended with ${String(result.code)}:\n${end}`);
  }
  return result.stdout;
}

/** Skips the tests of a level aloud where no Docker engine answers. */
export async function needDocker(context: Context): Promise<void> {
  const gap = await dockerGap();
  if (gap !== undefined) skipBecause(context, gap);
}

export interface Build {
  readonly context: string;
  readonly tag: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Builds an image; the build may use the machine's network, on which the tests serve their packages. */
export async function buildImage(build: Build): Promise<string> {
  const args = Object.entries(build.args).flatMap(([name, value]) => [
    "--build-arg",
    `${name}=${value}`,
  ]);
  const network = ["--network", "host"];
  await docker(["build", ...network, "--tag", build.tag, ...args, build.context]);
  return build.tag;
}

/** Asks again and again until the answer is yes, and fails with the question when time is up. */
export async function eventually(
  question: string,
  ask: () => Promise<boolean>,
  seconds = 60,
  pause = 300,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${question}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
