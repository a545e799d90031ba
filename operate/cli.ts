import { findEngine } from "../diff/engine/command";
import { errorText } from "../rehearse/failure";
import { announcement } from "./cluster";
import { runEngine } from "./engine";
import { readRequest } from "./request";
import { stateEnvironment } from "./state";

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
  return runEngine(engine, [command, "--stack", stack, ...options], env);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${errorText(error)}\n`);
    process.exitCode = 1;
  },
);
