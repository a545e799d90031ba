import { LocalWorkspace, type PulumiCommand } from "@pulumi/pulumi/automation";
import { isObject, type JsonObject } from "../rehearse/json";
import { findLogin, isSealed, loginName } from "./kubeconfig";
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

async function clusterName(config: JsonObject): Promise<string> {
  if (isSealed(config)) return "the cluster of the stack's own, encrypted kubeconfig";
  return loginName(await findLogin(config));
}
