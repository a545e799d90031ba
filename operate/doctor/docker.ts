import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ImageBuild } from "../../rehearse/images";
import { type JsonObject, isObject, objectAt, textAt } from "../../rehearse/json";
import { type Finding, findingsOf } from "./finding";

/** What there is to know of a Docker engine. */
export interface Docker {
  readonly finding: Finding;
  /** Registries to which it speaks without TLS. */
  readonly insecure: readonly string[];
}

const { ok, fails } = findingsOf("Docker");
const wayOut = "install and start Docker, or give an image that exists in image.reference";

/** Asks the engine of the `docker` command, wherever its context says that it is. */
export async function askDocker(builds: readonly ImageBuild[]): Promise<Docker> {
  if (builds.length === 0) return { finding: ok("isn't needed, no image is built."), insecure: [] };
  try {
    const server = await docker("version", "{{json .Server}}");
    const { RegistryConfig: registries } = await docker("info", "{{json .}}");
    return {
      finding: ok(versionText(server)),
      insecure: insecureOf({ registries: registries ?? {} }),
    };
  } catch (error) {
    return {
      finding: fails(`${reasonOf(error)}, and this stack builds its image; ${wayOut}.`),
      insecure: [],
    };
  }
}

async function docker(command: string, format: string): Promise<JsonObject> {
  const { stdout } = await promisify(execFile)("docker", [command, "--format", format], {
    timeout: 15_000,
  });
  const answer: unknown = JSON.parse(stdout);
  if (!isObject(answer)) throw new Error("no Docker engine answers");
  return answer;
}

function versionText(server: JsonObject): string {
  const platform = [textAt(server, "Os") ?? "", textAt(server, "Arch") ?? ""].join("/");
  return `engine ${textAt(server, "Version") ?? ""} for ${platform}.`;
}

function insecureOf(info: JsonObject): string[] {
  const indexes = objectAt(objectAt(info, "registries"), "IndexConfigs");
  return Object.keys(indexes).filter((name) => objectAt(indexes, name)["Secure"] === false);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "there is no docker command on PATH";
  const said = "stderr" in error ? String(error.stderr).trim().split("\n").at(-1) : undefined;
  return said === undefined || said === ""
    ? error.message
    : `no engine answers (${said.replace(/\.$/, "")})`;
}
