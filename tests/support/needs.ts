import { runCommand } from "./command";
import { executableOnPath, executablesOnPath } from "./searchPath";

/** Why something can't run on this machine; undefined if it can. */
export type Gap = string | undefined;

/** The registry that test images are pushed to; naming one is also the leave to change the current cluster. */
export function testRegistry(): string | undefined {
  const named = process.env["OPENNEBULA_TEST_REGISTRY"] ?? process.env["TESTBED_REGISTRY"] ?? "";
  return named === "" ? undefined : named;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

async function commandGap(command: string, args: readonly string[], what: string): Promise<Gap> {
  const found = executableOnPath(command, process.env);
  if (found === undefined) return `there is no ${command} command on PATH`;
  const result = await runCommand(found, args, { seconds: 15 });
  return result.code === 0 ? undefined : `${what} (${lastLine(result.stderr)})`;
}

// Up to version 20 BuildKit is part of the client; since 23 it takes the plugin buildx.
async function buildsWithBuildKit(client: string): Promise<boolean> {
  const { code, stdout } = await runCommand(client, ["--version"]);
  if (code !== 0) {
    return false;
  }
  const major = Number(/version (\d+)/.exec(stdout)?.[1] ?? "0");
  return major < 23 || (await runCommand(client, ["buildx", "version"])).code === 0;
}

/** The first Docker client on PATH that can build the image; a machine may have several. */
export async function dockerClient(): Promise<string | undefined> {
  const named = process.env["TEST_DOCKER"];
  for (const client of named === undefined ? executablesOnPath("docker", process.env) : [named]) {
    if (await buildsWithBuildKit(client)) {
      return client;
    }
  }
  return undefined;
}

export async function dockerGap(): Promise<Gap> {
  const client = await dockerClient();
  if (client === undefined) {
    return "there is no docker command on PATH that builds with BuildKit (since Docker 23 that takes the plugin buildx)";
  }
  const { code, stderr } = await runCommand(client, ["version"], { seconds: 15 });
  return code === 0 ? standinGap() : `no Docker engine answers (${lastLine(stderr)})`;
}

/** The stand-ins for OpenNebula's packages are made on the spot. */
function standinGap(): Gap {
  const real = process.env["OPENNEBULA_TEST_REPOSITORY"] ?? "";
  const missing = ["bash", "dpkg-deb", "gpg"].filter(
    (name) => executableOnPath(name, process.env) === undefined,
  );
  return real !== "" || missing.length === 0
    ? undefined
    : `the stand-in packages are made with ${missing.join(" and ")}; install that, or name a repository of packages in OPENNEBULA_TEST_REPOSITORY`;
}

export async function clusterGap(): Promise<Gap> {
  if (testRegistry() === undefined) {
    return "no registry is named in OPENNEBULA_TEST_REGISTRY; naming one allows the tests to change the current kube context";
  }
  return (
    (await commandGap(
      "kubectl",
      ["get", "--raw", "/version", "--request-timeout=10s"],
      "the current kube context does not answer",
    )) ?? dockerGap()
  );
}

export async function engineGap(): Promise<Gap> {
  return (await commandGap("pulumi", ["version"], "the Pulumi CLI does not start")) ?? clusterGap();
}
