import { Failure } from "../rehearse/failure";
import { findBackend } from "./backend";
import { checkCluster } from "./cluster";
import { checkDocker } from "./docker";
import { findEngine, runEngine, type Engine } from "./engine";
import { clusterTarget } from "./kubeconfig";
import { readRequest, usage, type Request } from "./request";
import { readStack, type Stack } from "./stack";

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The project's folder. */
  readonly folder: string;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Finds the cluster and says its name: nobody should learn only afterwards what was changed. */
async function findCluster(stack: Stack, env: NodeJS.ProcessEnv): Promise<string> {
  if (stack.kubernetes.encrypted) {
    return "the cluster of the stack's own, encrypted kubeconfig";
  }
  const target = clusterTarget(stack.kubernetes, env);
  await checkCluster(target, env);
  return `kube context "${target.context}" (${target.server})`;
}

/** All that is missing is told at once. */
async function prepare(stack: Stack, { env, folder }: Surroundings): Promise<[Engine, string]> {
  const engine = findEngine(env, folder);
  const cluster = findCluster(stack, env);
  const docker = stack.buildsImage ? checkDocker(stack.dockerHost, env) : Promise.resolve();
  const results = await Promise.allSettled([engine, cluster, docker]);
  const reasons = results.filter((result) => result.status === "rejected");
  if (reasons.length > 0) {
    throw new Failure(reasons.map((result) => messageOf(result.reason)).join("\n"));
  }
  return Promise.all([engine, cluster]);
}

function announcement({ command, stack }: Request, cluster: string): string {
  switch (command) {
    case "preview":
      return `Stack "${stack}": looks at ${cluster} and changes nothing.`;
    case "refresh":
      return `Stack "${stack}": reads ${cluster} into the state.`;
    case "up":
      return `Stack "${stack}": deploys to ${cluster}.`;
    case "destroy":
      return `Stack "${stack}": deletes from ${cluster}. The data volume and its namespace stay, unless storage.retain is false.`;
  }
}

async function operate(request: Request, surroundings: Surroundings): Promise<number> {
  const { env, folder } = surroundings;
  const [engine, cluster] = await prepare(readStack(request, folder), surroundings);
  const backend = findBackend(env, folder);
  const engineEnv = { ...env, ...backend.env };
  backend.notices.forEach(say);
  say(announcement(request, cluster));
  const create = request.command === "up" || request.command === "preview" ? ["--create"] : [];
  const select = ["stack", "select", ...create, request.stack];
  const selected = await runEngine(engine, select, engineEnv);
  return selected === 0
    ? runEngine(engine, [request.command, "--stack", request.stack, ...request.options], engineEnv)
    : selected;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  try {
    return await operate(readRequest(args), surroundings);
  } catch (error) {
    say(messageOf(error));
    return 1;
  }
}

void main(process.argv.slice(2), { env: process.env, folder: process.cwd() }).then((code) => {
  process.exitCode = code;
});
