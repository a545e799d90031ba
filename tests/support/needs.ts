import { executableOnPath } from "../../operate/search-path";
import { runCommand } from "./command";

/** Why something can't run on this machine; undefined if it can. */
export type Gap = string | undefined;

/** The registry that test images are pushed to; naming one is also the leave to change the current cluster. */
export function testRegistry(): string | undefined {
  const named = process.env["OPENNEBULA_TEST_REGISTRY"] ?? process.env["TESTBED_REGISTRY"] ?? "";
  return named === "" ? undefined : named;
}

async function commandGap(command: string, args: readonly string[], what: string): Promise<Gap> {
  if (executableOnPath(command, process.env) === undefined) {
    return `there is no ${command} command on PATH`;
  }
  const result = await runCommand(command, args, { seconds: 15 });
  return result.code === 0
    ? undefined
    : `${what} (${result.stderr.trim().split("\n").at(-1) ?? ""})`;
}

export function dockerGap(): Promise<Gap> {
  return commandGap(
    "docker",
    ["version", "--format", "{{.Server.Version}}"],
    "no Docker engine answers",
  );
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
