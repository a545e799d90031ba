import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../rehearse/failure";
import type { ImageBuild } from "../rehearse/images";
import type { JsonObject } from "../rehearse/json";
import { nameOf } from "../rehearse/kubernetes";
import type { ResourceNode } from "../rehearse/tree";
import type { Question } from "./question";

/** A resource of the Kubernetes provider that the stack's program declares. */
export interface DeclaredResource {
  readonly type: string;
  /** Pulumi's name of it. */
  readonly name: string;
  /** It is only looked up. */
  readonly existing: boolean;
  /** The object as it would be applied; a patch that another one completes has none. */
  readonly object: JsonObject | undefined;
  /** Nobody chose the object's name. */
  readonly isUnnamed: boolean;
}

/** What a rehearsal of the stack finds. */
export interface RehearsedStack {
  readonly resources: readonly DeclaredResource[];
  readonly images: readonly ImageBuild[];
}

interface Document {
  readonly resources: readonly ResourceNode[];
  readonly images: readonly ImageBuild[];
  readonly manifests: readonly { readonly file: string; readonly manifest: JsonObject }[];
}

const cli = join(__dirname, "..", "rehearse", "cli.js");

/** Rehearses the stack in a process of its own, which leaves nothing behind. */
export async function rehearsedStack({ stack, cwd, program }: Question): Promise<RehearsedStack> {
  const out = mkdtempSync(join(tmpdir(), "opennebula-operate-"));
  const flags = ["--json", "--out", out, "--cwd", cwd, "--stack", stack];
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [cli, ...flags, ...(program === undefined ? [] : ["--program", program])],
      { maxBuffer: 2 ** 28 },
    );
    return stackOf(JSON.parse(stdout) as Document);
  } catch (error) {
    throw new Failure(reasonOf(error));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? String(error) : said;
}

function stackOf({ resources, images, manifests }: Document): RehearsedStack {
  const objects = new Map(manifests.map(({ file, manifest }) => [file, manifest]));
  const declared = (node: ResourceNode): DeclaredResource[] => {
    const own = node.type.startsWith("kubernetes:") ? [resourceOf(node, objects)] : [];
    return [...own, ...node.children.flatMap(declared)];
  };
  return { resources: resources.flatMap(declared), images };
}

function resourceOf(
  { type, name, existing, file = "" }: ResourceNode,
  objects: ReadonlyMap<string, JsonObject>,
): DeclaredResource {
  const object = objects.get(file);
  const isUnnamed = object !== undefined && isGenerated(nameOf(object) ?? "", name);
  return { type, name, existing: existing ?? false, object, isUnnamed };
}

/** Whether a name is made of a resource's, as Pulumi makes one, and a rehearsal too. */
export function isGenerated(name: string, resource: string): boolean {
  return name.startsWith(`${resource}-`) && /^[0-9a-f]{8}$/.test(name.slice(resource.length + 1));
}
