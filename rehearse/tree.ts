import { kindOf, nameOf } from "./kubernetes";
import type { Rehearsal } from "./rehearsal";
import { className, type Registration } from "./resource";

/** A resource with those it is the parent of. */
export interface ResourceNode {
  readonly type: string;
  readonly name: string;
  /** The Kubernetes object that it is, as kind/name. */
  readonly object?: string;
  /** Its manifest. */
  readonly file?: string;
  /** It is only looked up. */
  readonly existing?: true;
  readonly children: readonly ResourceNode[];
}

/** The resources by parent. Registration order varies with the loader, so they are sorted. */
export function resourceTree(rehearsal: Rehearsal): ResourceNode[] {
  const files = new Map(rehearsal.files.map((file) => [file.urn, file]));
  const known = new Set(rehearsal.resources.map(({ urn }) => urn));
  const byParent = new Map<string, Registration[]>();
  for (const resource of rehearsal.resources) {
    const parent = known.has(resource.parent) ? resource.parent : "";
    byParent.set(parent, [...(byParent.get(parent) ?? []), resource]);
  }
  const nodes = (parent: string): ResourceNode[] => {
    const children = (byParent.get(parent) ?? []).map((resource) => node(resource));
    return children.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  };
  const node = ({ type, name, urn, existing }: Registration): ResourceNode => {
    const { file, manifest } = files.get(urn) ?? {};
    return {
      type,
      name,
      ...(manifest && { object: `${kindOf(manifest.shown)}/${nameOf(manifest.shown) ?? ""}` }),
      ...(file && { file }),
      ...(existing && { existing }),
      children: nodes(urn),
    };
  };
  return nodes("");
}

/** The tree as lines of text. */
export function treeLines(nodes: readonly ResourceNode[], indent = ""): string[] {
  return nodes.flatMap((node, index) => {
    const isLast = index === nodes.length - 1;
    const isRoot = indent === "";
    const branch = isRoot ? "  " : isLast ? "└─ " : "├─ ";
    const below = isRoot ? "" : isLast ? "   " : "│  ";
    return [
      indent + branch + label(node),
      ...treeLines(node.children, `${indent}${below}${isRoot ? "  " : ""}`),
    ];
  });
}

function label(node: ResourceNode): string {
  const [kind, name] = node.object?.split("/") ?? [classOf(node.type), node.name];
  const suffix =
    node.existing === true ? " (exists already)" : node.name === name ? "" : ` (${node.name})`;
  return `${kind ?? ""} ${name ?? ""}${suffix}`;
}

function classOf(type: string): string {
  return type.startsWith("pulumi:providers:") ? `${className(type)} provider` : className(type);
}

function sortKey(node: ResourceNode): string {
  return `${node.children.length > 0 ? "1" : "0"} ${node.file ?? "00"} ${node.type} ${node.name}`;
}
