import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { dockerClient } from "../tests/support/needs";

// npm puts a wrapper of the Pulumi CLI in front of PATH, whose start would be measured too.
function pathWithoutWrappers(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.filter((folder) => !folder.includes("node_modules")).join(delimiter);
}

/** Runs the bench in a process with the surroundings that its parts look for when they are loaded. */
async function run(args: readonly string[]): Promise<void> {
  const client = await dockerClient();
  const docker = client === undefined ? {} : { TEST_DOCKER: client };
  const script = join(__dirname, "measure.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...docker, PATH: pathWithoutWrappers() },
  });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

void run(process.argv.slice(2));
