import { delimiter, sep } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";

/** Finds the engine on PATH, else that of the npm package `pulumi`, which downloads it when it runs first. */
export async function findEngine(): Promise<PulumiCommand> {
  const given = process.env["PATH"] ?? "";
  // npm puts its packages' commands in front of PATH: the engine that the user installed goes first.
  const folders = given.split(delimiter);
  const installed = folders.filter((folder) => !folder.split(sep).includes("node_modules"));
  process.env["PATH"] = [...new Set([...installed, ...folders])].join(delimiter);
  return PulumiCommand.get();
}
