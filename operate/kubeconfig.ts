import { existsSync } from "node:fs";
import type { KubeConfig } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { isObject, textAt, type JsonObject } from "../rehearse/json";

/** A cluster, and how to log in to it. */
export interface Login {
  readonly kubeconfig: KubeConfig;
  readonly context: string;
  readonly server: string;
}

/** Whether the stack has a kubeconfig of its own that only the engine can read. */
export function isSealed(config: JsonObject): boolean {
  return isObject(config["kubernetes:kubeconfig"]);
}

/** The cluster that the Kubernetes provider uses: the stack's own, else that of the current kube context. */
export async function findLogin(config: JsonObject): Promise<Login> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const kubeconfig = new KubeConfig();
  const given = textAt(config, "kubernetes:kubeconfig");
  if (given === undefined) kubeconfig.loadFromDefault();
  else if (existsSync(given)) kubeconfig.loadFromFile(given);
  else loadText(kubeconfig, given);
  const context = textAt(config, "kubernetes:context") ?? kubeconfig.getCurrentContext();
  kubeconfig.setCurrentContext(context);
  const server = kubeconfig.getCurrentCluster()?.server;
  // The library makes a context of this name up where it finds no kubeconfig.
  if (server === undefined || context === "loaded-context") {
    throw new Error(
      `There is no cluster to work on: no kubeconfig, or no context "${context}" in it; start a cluster (kind or minikube ` +
        "make one on a laptop), set KUBECONFIG, or choose a context with kubectl config use-context NAME.",
    );
  }
  return { kubeconfig, context, server };
}

function loadText(kubeconfig: KubeConfig, text: string): void {
  try {
    kubeconfig.loadFromString(text);
  } catch {
    // The parser's own words quote the text, which has the login in it.
    throw new Error(
      "kubernetes:kubeconfig: the value (not shown) is neither a file nor the text of a kubeconfig; correct it with pulumi config set --secret.",
    );
  }
}

/** A cluster's name in a sentence. */
export function loginName({ context, server }: Login): string {
  return `kube context "${context}" (${server})`;
}
