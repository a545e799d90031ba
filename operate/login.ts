import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { findEngine } from "../diff/engine/command";
import { findLogin, isSealed, type Login } from "./kubeconfig";
import type { Question } from "./question";
import { stateEnvironment } from "./state";

/** The cluster of a stack; the engine is asked for a kubeconfig that the stack's file holds encrypted. */
export async function loginOf({ stack, cwd, config }: Question): Promise<Login> {
  if (!isSealed(config)) return findLogin(config);
  const pulumiCommand = await findEngine();
  const state = await stateEnvironment(process.env, cwd, false);
  const envVars = Object.fromEntries(
    Object.entries(state).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const workspace = await LocalWorkspace.create({ workDir: cwd, pulumiCommand, envVars });
  const { value } = await workspace.getConfig(stack, "kubernetes:kubeconfig");
  return findLogin({ ...config, "kubernetes:kubeconfig": value });
}
