import { outputOf, runCommand, type CommandResult } from "./command";
import { eventually } from "./docker";
import type { Manifest } from "./rehearsed";

export interface KubectlOptions {
  input?: string;
  seconds?: number;
}

/** Runs kubectl against the current context, and answers with what came of it. */
export function tryKubectl(
  args: readonly string[],
  options: KubectlOptions = {},
): Promise<CommandResult> {
  return runCommand("kubectl", args, options);
}

/** Runs kubectl, which must succeed. */
export function kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<string> {
  return outputOf("kubectl", args, options);
}

/** An object of the cluster, or undefined if there is none. */
export async function find<T>(args: readonly string[]): Promise<T | undefined> {
  const text = await kubectl(["get", "--ignore-not-found", "-o", "json", ...args]);
  return text.trim() === "" ? undefined : (JSON.parse(text) as T);
}

/** Objects as one text for kubectl's stdin. */
export function listOf(objects: readonly object[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
}

/**
 * Applies what a GitOps tool would, by the fields that are declared, as Pulumi does: kubectl by itself would compare ports
 * by their number alone, and take the one of TCP away with the one of UDP.
 */
export async function apply(manifests: readonly Manifest[]): Promise<void> {
  for (const manifest of manifests) {
    const input = JSON.stringify(manifest);
    await kubectl(["apply", "--server-side", "--force-conflicts", "-f", "-"], { input });
  }
}

/** Which container of which pod. */
export interface Place {
  namespace: string;
  pod: string;
  container?: string;
}

/** Runs a script in a container. */
export function runIn(
  { namespace, pod, container }: Place,
  script: string,
  input = "",
): Promise<CommandResult> {
  const where = ["-n", namespace, pod, ...(container === undefined ? [] : ["-c", container])];
  return tryKubectl(["exec", "-i", ...where, "--", "bash", "-c", script], {
    input,
    seconds: 120,
  });
}

/** What a script in a container printed; it must succeed. */
export async function outputIn(place: Place, script: string, input = ""): Promise<string> {
  const result = await runIn(place, script, input);
  if (result.code !== 0) {
    const told = `${result.stdout}\n${result.stderr}`.trim();
    throw new Error(
      `${place.pod}/${place.container ?? ""}: ${script}\nexit code ${result.code ?? "none"}\n${told}`,
    );
  }
  return result.stdout.trim();
}

/** Removes a namespace with all that is in it. */
export async function removeNamespace(name: string): Promise<void> {
  await kubectl(["delete", "namespace", name, "--ignore-not-found", "--wait=false"]);
  await eventually(
    `namespace ${name} is gone`,
    async () => (await find(["namespace", name])) === undefined,
    180,
  );
}
