import { existsSync } from "node:fs";
import { LocalWorkspace, type PulumiCommand } from "@pulumi/pulumi/automation";
import { isObject, textAt, type JsonObject } from "../rehearse/json";
import type { Request } from "./request";

/** One sentence that names stack and cluster: nobody should learn only afterwards what was changed. */
export async function announcement(
  { command, stack }: Request,
  pulumiCommand: PulumiCommand,
  workDir: string,
): Promise<string> {
  const workspace = await LocalWorkspace.create({ workDir, pulumiCommand });
  // A stack without a file of its own has no settings.
  const settings = await workspace.stackSettings(stack).catch(() => ({ config: {} }));
  const cluster = await clusterName(isObject(settings.config) ? settings.config : {});
  const sentences = {
    preview: `looks at ${cluster} and changes nothing.`,
    refresh: `reads ${cluster} into the state.`,
    up: `deploys to ${cluster}.`,
    destroy: `deletes from ${cluster}. The data volume and its namespace stay, unless storage.retain is false.`,
  };
  return `Stack "${stack}": ${sentences[command]}`;
}

/** The cluster that the Kubernetes provider uses: the stack's own, else that of the current kube context. */
async function clusterName(config: JsonObject): Promise<string> {
  if (isObject(config["kubernetes:kubeconfig"])) {
    return "the cluster of the stack's own, encrypted kubeconfig";
  }
  const { KubeConfig } = await import("@kubernetes/client-node");
  const kubeconfig = new KubeConfig();
  const given = textAt(config, "kubernetes:kubeconfig");
  if (given === undefined) kubeconfig.loadFromDefault();
  else if (existsSync(given)) kubeconfig.loadFromFile(given);
  else kubeconfig.loadFromString(given);
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
  return `kube context "${context}" (${server})`;
}
