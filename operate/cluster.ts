import * as http from "node:http";
import * as https from "node:https";
import { Failure } from "../rehearse/failure";
import type { ClusterTarget } from "./kubeconfig";

// Node doesn't go by proxy, the engine does: an answer is only expected where no proxy stands between.
function isProxied(target: ClusterTarget, env: NodeJS.ProcessEnv): boolean {
  const variables = ["HTTPS_PROXY", "https_proxy"];
  return target.proxied || variables.some((name) => (env[name] ?? "") !== "");
}

function ask(target: ClusterTarget, seconds: number): Promise<number | undefined> {
  const url = new URL(`${target.server.replace(/\/$/, "")}/version`);
  const get = url.protocol === "http:" ? http.get : https.get;
  return new Promise((resolve, reject) => {
    const request = get(
      url,
      { ...target.tls, agent: false, timeout: seconds * 1000 },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on("timeout", () => request.destroy(new Error(`no answer in ${seconds} s`)));
    request.on("error", reject);
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // A host with several addresses fails with one error for each and no message of its own.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && first.message !== "" ? first.message : error.name;
}

/** Fails unless the API server answers; whether it lets the user in, only the engine finds out. */
export async function checkCluster(
  target: ClusterTarget,
  env: NodeJS.ProcessEnv,
  seconds = 5,
): Promise<void> {
  if (isProxied(target, env)) {
    return;
  }
  try {
    await ask(target, seconds);
  } catch (error) {
    throw new Failure(
      `The cluster of kube context "${target.context}" (${target.server}) does not answer: ${reasonOf(error)}; ` +
        "start it, or choose another one with kubectl config use-context NAME or KUBECONFIG.",
    );
  }
}
