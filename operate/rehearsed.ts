import type { ImageBuild } from "../rehearse/images";
import type { JsonObject } from "../rehearse/json";
import { nameOf } from "../rehearse/kubernetes";
import { rehearse } from "../rehearse/rehearsal";
import { type ResourceNode, resourceTree } from "../rehearse/tree";
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

/** Rehearses the stack, which leaves nothing behind. */
export async function rehearsedStack({ stack, cwd, program }: Question): Promise<RehearsedStack> {
  const rehearsal = await rehearse({ cwd, stack, program });
  const { files, images } = rehearsal;
  const objects = new Map(files.map(({ file, manifest }) => [file, manifest.shown]));
  const declared = (node: ResourceNode): DeclaredResource[] => {
    const own = node.type.startsWith("kubernetes:") ? [resourceOf(node, objects)] : [];
    return [...own, ...node.children.flatMap(declared)];
  };
  return { resources: resourceTree(rehearsal).flatMap(declared), images };
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
