import { objectAt, textAt, type JsonObject } from "./json";
import type { Registration } from "./registration";
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

/** The image builds among the resources, in the order of their names. */
export function imageBuilds(registrations: Iterable<Registration>): ImageBuild[] {
  const builds: ImageBuild[] = [];
  for (const registration of registrations) {
    // Credentials are left out by name as well: not every program marks them.
    const inputs = objectAt({ inputs: covered(registration.inputs, "[secret]") }, "inputs");
    if (registration.type === "docker:index/image:Image") builds.push(classicBuild(inputs));
    if (registration.type === "docker-build:index:Image") builds.push(buildkitBuild(inputs));
  }
  return builds.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function classicBuild(inputs: JsonObject): ImageBuild {
  const build = objectAt(inputs, "build");
  return {
    name: textAt(inputs, "imageName") ?? "",
    context: textAt(build, "context") ?? ".",
    dockerfile: textAt(build, "dockerfile"),
    platform: textAt(build, "platform"),
    args: textsOf(objectAt(build, "args")),
    registry: textAt(objectAt(inputs, "registry"), "server"),
    push: inputs["skipPush"] !== true,
  };
}

function buildkitBuild(inputs: JsonObject): ImageBuild {
  const { tags, platforms, registries } = inputs;
  const registry = Array.isArray(registries) ? registries[0] : undefined;
  return {
    name: Array.isArray(tags) ? String(tags[0]) : "",
    context: textAt(objectAt(inputs, "context"), "location") ?? ".",
    dockerfile: textAt(objectAt(inputs, "dockerfile"), "location"),
    platform: Array.isArray(platforms) ? platforms.join(", ") : undefined,
    args: textsOf(objectAt(inputs, "buildArgs")),
    registry:
      registry === undefined ? undefined : textAt(objectAt({ registry }, "registry"), "address"),
    push: inputs["push"] === true,
  };
}

function textsOf(values: JsonObject): Record<string, string> {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries.sort());
}
