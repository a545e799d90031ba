import { existsSync } from "node:fs";
import { join } from "node:path";
import { isObject, objectAt, textAt, type Json, type JsonObject } from "../rehearse/json";
import { readProject, readYaml } from "../rehearse/project";
import type { Request } from "./request";

/** What has to be known of a stack before the engine runs it. */
export interface Stack {
  /** It builds the front-end's image, which takes a Docker engine. */
  readonly buildsImage: boolean;
  readonly dockerHost: string | undefined;
  readonly kubernetes: KubernetesConfig;
}

/** The Kubernetes provider's own settings, where the stack has any. */
export interface KubernetesConfig {
  /** Path or content of a kubeconfig. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  /** The kubeconfig is encrypted: only the engine can tell what is in it. */
  readonly encrypted: boolean;
}

// A stack of an organization is named organization/project/stack; its file by the last part.
function stackFile(request: Request, folder: string): string {
  const name = request.stack.split("/").at(-1) ?? request.stack;
  return request.configFile ?? join(folder, `Pulumi.${name}.yaml`);
}

/** Each key in its full form: a key without namespace is the project's. */
function fullKeys(config: JsonObject, project: string): Map<string, Json> {
  return new Map(
    Object.entries(config).map(([key, value]) => {
      const [namespace, ...name] = key.replace(":config:", ":").split(":");
      return [
        name.length === 0 ? `${project}:${key}` : `${namespace ?? ""}:${name.join(":")}`,
        value,
      ];
    }),
  );
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Reads the stack's file as far as it decides what the engine will need. */
export function readStack(request: Request, folder: string): Stack {
  const project = readProject(folder);
  const file = stackFile(request, project.stackFolder);
  const content = existsSync(file) ? objectAt(readYaml(file), "config") : {};
  const config = fullKeys({ ...content, ...Object.fromEntries(request.config) }, project.name);
  const image = config.get(`${project.name}:image`);
  const kubeconfig = config.get("kubernetes:kubeconfig");
  return {
    buildsImage: isObject(image) && "build" in image && textAt(image, "reference") === undefined,
    dockerHost: textOf(config.get("docker:host")),
    kubernetes: {
      kubeconfig: textOf(kubeconfig),
      context: textOf(config.get("kubernetes:context")),
      encrypted: isObject(kubeconfig),
    },
  };
}
