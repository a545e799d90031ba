import { docker } from "../tests/support/docker";
import { kubectl } from "../tests/support/kubectl";
import type { TestImage } from "../tests/support/testImage";

export async function dockerVersion(): Promise<string> {
  return (await docker(["version", "--format", "{{.Server.Version}}"])).trim();
}

/** What every part that deploys a front-end uses. */
export async function clusterTools({
  version,
  standin,
}: TestImage): Promise<Readonly<Record<string, string>>> {
  const versions = JSON.parse(await kubectl(["version", "-o", "json"])) as {
    serverVersion: { gitVersion: string };
  };
  return {
    packages: packagesText(version, standin),
    docker: await dockerVersion(),
    kubernetes: versions.serverVersion.gitVersion,
  };
}

/** Stand-ins are small and start at once: their figures say nothing of OpenNebula. */
export function packagesText(version: string, standin: boolean): string {
  return standin ? "stand-ins of this repository's tests" : `OpenNebula ${version}`;
}
