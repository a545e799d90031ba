import { findEngine } from "../diff/engine/command";
import { announcement } from "./cluster";
import { runEngine } from "./engine";
import { readRequest } from "./request";
import { stateEnvironment } from "./state";

const wayOut = `If "already exists" follows an update that was killed, adopt the object: PULUMI_K8S_UPSERT_EXISTING_OBJECTS=true PULUMI_K8S_ENABLE_PATCH_FORCE=true npm run up -- --refresh=false --target '<URN listed as "interrupted while creating">'`;

/** Runs one of Pulumi's commands on a stack, and says beforehand which cluster it is for. */
async function main(args: readonly string[]): Promise<number> {
  const request = readRequest(args);
  const { command, stack, options, localState } = request;
  const folder = process.cwd();
  const engine = await findEngine();
  const announced = await announcement(request, engine, folder);
  const env = { ...process.env, ...(await stateEnvironment(process.env, folder, localState)) };
  process.stderr.write(`${announced}\n`);
  const create = command === "up" || command === "preview" ? ["--create"] : [];
  const selected = await runEngine(engine, ["stack", "select", ...create, stack], env);
  if (selected !== 0) return selected;
  const code = await runEngine(engine, [command, "--stack", stack, ...options], env);
  if (command === "up" && code !== 0) process.stderr.write(`${wayOut}\n`);
  return code;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
