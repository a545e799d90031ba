import { existsSync } from "node:fs";
import * as path from "node:path";
import { asObject, objectAt, textAt, type Json, type JsonObject } from "./json";
import type { Registration } from "./resource";
import { covered } from "./secrets";

/** One image that a deployment would build. */
export interface ImageBuild {
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string | undefined;
  readonly platform: string | undefined;
  readonly args: Readonly<Record<string, string>>;
  readonly registry: string | undefined;
  readonly push: boolean;
}

/** The image builds among the resources, in the order of their names. Contexts are relative to `folder`. */
export function imageBuilds(
  registrations: Iterable<Registration>,
  program: string,
  folder: string,
): ImageBuild[] {
  const builds: ImageBuild[] = [];
  const fromFolder = (context: string): string => {
    // Else it's a URL.
    const place = path.resolve(program, context);
    return existsSync(place) ? path.relative(folder, place) || "." : context;
  };
  for (const registration of registrations) {
    // Credentials are left out by name as well: not every program marks them.
    const inputs = asObject(covered(registration.inputs, "[secret]"));
    if (registration.type === "docker:index/image:Image") builds.push(classicBuild(inputs));
    if (registration.type === "docker-build:index:Image") builds.push(buildkitBuild(inputs));
  }
  builds.sort((a, b) => (a.name < b.name ? -1 : 1));
  return builds.map((build) => ({ ...build, context: fromFolder(build.context) }));
}

function classicBuild(inputs: JsonObject): ImageBuild {
  const build = objectAt(inputs, "build");
  return {
    name: textAt(inputs, "imageName") ?? "",
    context: textAt(build, "context") ?? ".",
    dockerfile: textAt(build, "dockerfile"),
    platform: textAt(build, "platform"),
    args: argumentsOf(objectAt(build, "args")),
    registry: textAt(objectAt(inputs, "registry"), "server"),
    push: inputs["skipPush"] !== true,
  };
}

function buildkitBuild(inputs: JsonObject): ImageBuild {
  const registries = asObject(itemsAt(inputs, "registries")[0]);
  const platforms = textsAt(inputs, "platforms");
  return {
    name: textsAt(inputs, "tags")[0] ?? "",
    context: textAt(objectAt(inputs, "context"), "location") ?? ".",
    dockerfile: textAt(objectAt(inputs, "dockerfile"), "location"),
    platform: platforms.length === 0 ? undefined : platforms.join(", "),
    args: argumentsOf(objectAt(inputs, "buildArgs")),
    registry: textAt(registries, "address"),
    push: inputs["push"] === true,
  };
}

function itemsAt(parent: JsonObject, key: string): readonly Json[] {
  const value = parent[key];
  return Array.isArray(value) ? value : [];
}

function textsAt(parent: JsonObject, key: string): string[] {
  return itemsAt(parent, key).filter((item) => typeof item === "string");
}

function argumentsOf(values: JsonObject): Record<string, string> {
  const entries = Object.entries(values).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
