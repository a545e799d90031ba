import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { Failure } from "../rehearse/failure";
import { isObject, objectAt, textAt, type JsonObject } from "../rehearse/json";
import { readYaml } from "../rehearse/project";
import type { KubernetesConfig } from "./stack";

/** The cluster that the engine is going to change, and how to ask whether it is there. */
export interface ClusterTarget {
  /** The context's name, or what stands for it. */
  readonly context: string;
  readonly server: string;
  readonly tls: {
    readonly ca?: Buffer;
    readonly cert?: Buffer;
    readonly key?: Buffer;
    readonly servername?: string;
    readonly rejectUnauthorized: boolean;
  };
  /** It is reached by a proxy, which only the engine knows how to use. */
  readonly proxied: boolean;
}

interface KubeconfigFile {
  readonly folder: string;
  readonly content: JsonObject;
}

const serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount";

const noCluster =
  "There is no cluster to deploy to: KUBECONFIG is not set, ~/.kube/config does not exist, and this is no pod; " +
  "start a cluster (kind or minikube make one on a laptop) or set KUBECONFIG.";

/** Files as kubectl finds them. A stack's own setting may be a path or the content itself. */
function kubeconfigFiles(config: KubernetesConfig, env: NodeJS.ProcessEnv): KubeconfigFile[] {
  const given = config.kubeconfig;
  if (given !== undefined && !existsSync(given)) {
    const content: unknown = load(given);
    if (!isObject(content)) {
      throw new Failure(
        `kubernetes:kubeconfig of the stack is neither a kubeconfig nor the path of one that exists; correct or remove it.`,
      );
    }
    return [{ folder: process.cwd(), content }];
  }
  const usual = join(env["HOME"] ?? homedir(), ".kube", "config");
  const listed = (env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
  const paths = given !== undefined ? [given] : listed.length > 0 ? listed : [usual];
  const found = paths.filter((path) => existsSync(path));
  if (found.length === 0 && listed.length > 0) {
    throw new Failure(
      `KUBECONFIG names ${listed.join(", ")}, which does not exist; correct or unset it.`,
    );
  }
  return found.map((path) => ({ folder: dirname(resolve(path)), content: readYaml(path) }));
}

interface Entry {
  readonly folder: string;
  readonly value: JsonObject;
}

/** Named entries of a list in all files; of two with one name the first counts. */
function entries(files: readonly KubeconfigFile[], list: string, key: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const { folder, content } of files) {
    const items = content[list];
    for (const item of Array.isArray(items) ? items.filter(isObject) : []) {
      const name = textAt(item, "name");
      if (name !== undefined && !found.has(name)) {
        found.set(name, { folder, value: objectAt(item, key) });
      }
    }
  }
  return found;
}

/** The content of a field, which stands in the kubeconfig itself or in a file beside it. */
function material(entry: Entry | undefined, field: string): Buffer | undefined {
  if (entry === undefined) {
    return undefined;
  }
  const data = textAt(entry.value, `${field}-data`);
  if (data !== undefined) {
    return Buffer.from(data, "base64");
  }
  const file = textAt(entry.value, field);
  return file === undefined ? undefined : readMaterial(resolve(entry.folder, file));
}

function readMaterial(file: string): Buffer {
  if (!existsSync(file)) {
    throw new Failure(
      `The kubeconfig refers to ${file}, which does not exist; correct the kubeconfig.`,
    );
  }
  return readFileSync(file);
}

function targetOf(context: string, cluster: Entry, user: Entry | undefined): ClusterTarget {
  const server = textAt(cluster.value, "server");
  if (server === undefined || !URL.canParse(server)) {
    throw new Failure(
      `The cluster of kube context "${context}" has no valid server address; correct the kubeconfig.`,
    );
  }
  const ca = material(cluster, "certificate-authority");
  const cert = material(user, "client-certificate");
  const key = material(user, "client-key");
  const servername = textAt(cluster.value, "tls-server-name");
  return {
    context,
    server,
    tls: {
      ...(ca && { ca }),
      ...(cert && key && { cert, key }),
      ...(servername && { servername }),
      rejectUnauthorized: cluster.value["insecure-skip-tls-verify"] !== true,
    },
    proxied: textAt(cluster.value, "proxy-url") !== undefined,
  };
}

/** Inside of a pod without kubeconfig the pod's own service account is used. */
function ownCluster(env: NodeJS.ProcessEnv, account: string): ClusterTarget {
  const host = env["KUBERNETES_SERVICE_HOST"];
  if (host === undefined || !existsSync(join(account, "token"))) {
    throw new Failure(noCluster);
  }
  const address = host.includes(":") ? `[${host}]` : host;
  return {
    context: "the cluster of this pod",
    server: `https://${address}:${env["KUBERNETES_SERVICE_PORT"] ?? "443"}`,
    tls: { ca: readMaterial(join(account, "ca.crt")), rejectUnauthorized: true },
    proxied: false,
  };
}

/** Finds the cluster as the Kubernetes provider does. */
export function clusterTarget(
  config: KubernetesConfig,
  env: NodeJS.ProcessEnv,
  account = serviceAccount,
): ClusterTarget {
  const files = kubeconfigFiles(config, env);
  if (files.length === 0) {
    return ownCluster(env, account);
  }
  const current = files.map(({ content }) => textAt(content, "current-context")).find(Boolean);
  const name = config.context ?? current;
  const contexts = entries(files, "contexts", "context");
  const context = contexts.get(name ?? "");
  if (name === undefined || context === undefined) {
    const known = [...contexts.keys()].join(", ");
    const problem = name === undefined ? "has no current context" : `has no context "${name}"`;
    throw new Failure(
      `The kubeconfig ${problem}${known === "" ? "" : `, only ${known}`}; choose one with kubectl config use-context NAME.`,
    );
  }
  const cluster = entries(files, "clusters", "cluster").get(textAt(context.value, "cluster") ?? "");
  if (cluster === undefined) {
    throw new Failure(
      `The kubeconfig has no cluster for context "${name}"; correct the kubeconfig.`,
    );
  }
  const user = entries(files, "users", "user").get(textAt(context.value, "user") ?? "");
  return targetOf(name, cluster, user);
}
