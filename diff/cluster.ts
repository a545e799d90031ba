import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { load } from "js-yaml";
import { asObject, isObject, objectAt, textAt, type Json, type JsonObject } from "../rehearse/json";

/** Type of the resource that manages Kubernetes objects. */
export const kubernetesProvider = "pulumi:providers:kubernetes";

/** The cluster that a Kubernetes provider's inputs lead to, without secrets' marks; undefined where they don't tell. */
export function activeCluster(inputs: JsonObject, folder: string): Json | undefined {
  const config = kubeconfig(inputs["kubeconfig"] ?? null, folder);
  const context = textAt(inputs, "context") ?? textAt(config, "current-context");
  const active = objectAt(named(config["contexts"], context), "context");
  const isFound = Object.keys(active).length > 0;
  const cluster = textAt(inputs, "cluster") ?? textAt(active, "cluster");
  return isFound ? named(config["clusters"], cluster)["cluster"] : undefined;
}

/** A kubeconfig as the provider takes one: an object, its text, or a file. */
function kubeconfig(given: Json, folder: string): JsonObject {
  if (typeof given !== "string") return asObject(given);
  try {
    return asObject(load(/\n|^\s*\{/.test(given) ? given : textOf(given, folder)) as Json);
  } catch {
    return {};
  }
}

function textOf(file: string, folder: string): string {
  return readFileSync(resolve(folder, file.replace(/^~(?=\/|$)/, homedir())), "utf8");
}

function named(list: Json | undefined, name: string | undefined): JsonObject {
  const items = Array.isArray(list) ? list.filter(isObject) : [];
  return items.find((item) => item["name"] === name) ?? {};
}
