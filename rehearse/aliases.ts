import { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import { type Registration, urnOf } from "./resource";

/** What a resource was before: a whole URN, or in what that differs from the present one. */
export type Alias =
  | { readonly urn: string }
  | {
      /** Empty, as the type, where it is the present one. */
      readonly name: string;
      readonly type: string;
      /** URN of the parent, which is empty where there was none; the present one without it. */
      readonly parent?: string;
    };

/** An alias as a program, or a transform, gives it. */
export function aliasOf(message: AliasMessage): Alias {
  const spec = message.getSpec();
  if (spec === undefined) return { urn: message.getUrn() };
  const isElsewhere = spec.hasParenturn() || spec.getNoparent();
  return {
    name: spec.getName(),
    type: spec.getType(),
    ...(isElsewhere ? { parent: spec.getParenturn() } : {}),
  };
}

/** The same as a transform gets to see it. */
export function aliasMessage(alias: Alias): AliasMessage {
  if ("urn" in alias) return new AliasMessage().setUrn(alias.urn);
  const spec = new AliasMessage.Spec().setName(alias.name).setType(alias.type);
  if (alias.parent === "") spec.setNoparent(true);
  else if (alias.parent !== undefined) spec.setParenturn(alias.parent);
  return new AliasMessage().setSpec(spec);
}

/** URNs that a resource had before, in the order in which they are looked for; not those by its parent's aliases. */
export function formerUrns(resource: Registration, stack: string, project: string): string[] {
  return resource.aliases.map((alias) => {
    if ("urn" in alias) return alias.urn;
    const { name, type, parent = resource.parent } = alias;
    const former = { name: name || resource.name, type: type || resource.type, parent };
    return urnOf(former, stack, project);
  });
}
