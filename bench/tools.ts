import { docker } from "../tests/support/docker";

export async function dockerVersion(): Promise<string> {
  return (await docker(["version", "--format", "{{.Server.Version}}"])).trim();
}

/** Stand-ins are small and start at once: their figures say nothing of OpenNebula. */
export function packagesText(version: string, standin: boolean): string {
  return standin ? "stand-ins of this repository's tests" : `OpenNebula ${version}`;
}
