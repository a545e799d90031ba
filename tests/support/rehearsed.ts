import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { outputOf } from "./command";
import { projectFolder } from "./projectFiles";

/** A Kubernetes object, as far as all of them are alike. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [key: string]: unknown;
}

/** A stack that can be rehearsed. */
export interface RehearsedStack {
  /** What tests call it. */
  title: string;
  /** Folder of its project. */
  folder: string;
  stack: string;
  /** The program, if it isn't the one that its project names. */
  program?: string;
}

/** The program that this project's own stacks run. */
export const ownProgram = join(projectFolder, "bin", "stack", "index.js");

/** Rehearses a stack into a folder. */
export async function rehearseInto(
  out: string,
  { folder, stack, program }: RehearsedStack,
  ...flags: string[]
): Promise<void> {
  const args = ["--cwd", folder, "--stack", stack, "--out", out, ...flags];
  const cli = join(projectFolder, "bin", "rehearse", "cli.js");
  await outputOf(process.execPath, [
    cli,
    ...args,
    ...(program === undefined ? [] : ["--program", program]),
  ]);
}

/** Files of a folder of manifests, in the order in which they are applied. */
export function manifestFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => join(folder, file));
}

/** The objects that a stack's rehearsal writes, in the order in which they are applied. */
export async function rehearsed(subject: RehearsedStack, ...flags: string[]): Promise<Manifest[]> {
  const out = mkdtempSync(join(tmpdir(), "rehearsed-"));
  try {
    await rehearseInto(out, subject, ...flags);
    return manifestFiles(out).flatMap((file) => loadAll(readFileSync(file, "utf8")) as Manifest[]);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** Whether an object is of a kind of Kubernetes' own: the others, and their schemas, come with who brings them. */
export function isOfKubernetes({ apiVersion }: Manifest): boolean {
  const [group = ""] = apiVersion.split("/");
  return !group.includes(".") || /^[a-z.]+(?<!gateway\.networking)\.k8s\.io$/.test(group);
}

/** Every stack of this project and of its examples. */
export function shippedStacks(): RehearsedStack[] {
  const own = stackNames(projectFolder).map((stack) => ({
    title: `stack ${stack}`,
    folder: projectFolder,
    stack,
    program: ownProgram,
  }));
  return [...own, ...exampleStacks()];
}

function exampleStacks(): RehearsedStack[] {
  const examples = join(projectFolder, "examples");
  if (!existsSync(examples)) return [];
  return readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isNodeProject(join(examples, entry.name)))
    .flatMap(({ name }) => {
      const folder = join(examples, name);
      const stacks = stackNames(folder);
      return (stacks.length > 0 ? stacks : ["dev"]).map((stack) => ({
        title: `example ${name}, stack ${stack}`,
        folder,
        stack,
      }));
    });
}

function isNodeProject(folder: string): boolean {
  const file = join(folder, "Pulumi.yaml");
  return existsSync(file) && readFileSync(file, "utf8").includes("nodejs");
}

function stackNames(folder: string): string[] {
  return readdirSync(folder)
    .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? "")
    .filter((name) => name !== "")
    .sort();
}
