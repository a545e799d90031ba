import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { findEngine } from "../diff/engine/command";
import { errorText } from "../rehearse/failure";
import { Api } from "./api";
import { findLogin, isSealed, type Login, loginName } from "./kubeconfig";
import type { Question } from "./question";
import { stateEnvironment } from "./state";

/** A cluster that answers. */
export interface Cluster {
  readonly api: Api;
  /** As a sentence names it. */
  readonly name: string;
  /** Such as "v1.34.1". */
  readonly version: string;
}

/** Opens the cluster of a stack; fails with one sentence where there is none, or none that answers. */
export async function openCluster(question: Question): Promise<Cluster> {
  const login = await loginOf(question);
  const name = loginName(login);
  const api = await Api.open(login);
  try {
    return { api, name, version: await api.version() };
  } catch (error) {
    const reason = errorText(error);
    throw new Error(
      `${name} doesn't answer: ${reason}; start it, or choose another with kubectl config use-context NAME.`,
      { cause: error },
    );
  }
}

/** The cluster of a stack; the engine is asked for a kubeconfig that the stack's file holds encrypted. */
async function loginOf({ stack, cwd, config }: Question): Promise<Login> {
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
