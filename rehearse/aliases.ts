import { type Registration, urnOf } from "./registration";

/** What a resource was before: a whole URN, or in what that differs from the present one. */
export type Alias =
  | { readonly urn: string }
  | {
      /** Empty, as the type, where it is the present one. */
      readonly name: string;
      readonly type: string;
      /** URN of the parent; empty where there was none. */
      readonly parent: string;
    };

interface AliasSpec {
  getName(): string;
  getType(): string;
  getParenturn(): string;
}

interface AliasMessage {
  getUrn(): string;
  getSpec(): AliasSpec | undefined;
}

/** A message that registers a resource, as far as it has aliases; an older SDK gives URNs alone. */
export interface AliasedMessage {
  getAliasesList?(): AliasMessage[];
  getAliasurnsList(): string[];
}

/** The aliases that a program, or an older SDK, gives to a resource; not those that it has by its parent's. */
export function aliasesOf(message: AliasedMessage): Alias[] {
  const structured = message.getAliasesList?.() ?? [];
  return [
    ...structured.map((alias): Alias => {
      const spec = alias.getSpec();
      if (spec === undefined) return { urn: alias.getUrn() };
      return { name: spec.getName(), type: spec.getType(), parent: spec.getParenturn() };
    }),
    ...message.getAliasurnsList().map((urn) => ({ urn })),
  ];
}

/** URNs that a resource had before, in the order in which they are looked for. */
export function formerUrns(resource: Registration, stack: string, project: string): string[] {
  return resource.aliases.map((alias) => {
    if ("urn" in alias) return alias.urn;
    const { name, type, parent } = alias;
    const former = { name: name || resource.name, type: type || resource.type, parent };
    return urnOf(former, stack, project);
  });
}
