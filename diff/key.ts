/** What a resource is told apart by, whatever the stack: its chain of types below the stack, and its name. */
export interface Key {
  readonly typeChain: string;
  readonly name: string;
}

/** The key as one text. */
export function keyText({ typeChain, name }: Key): string {
  return `${typeChain}::${name}`;
}

/** The key that a URN stands for. A resource's chain may begin with the stack's type, or not. */
export function keyOfUrn(urn: string): Key {
  const [, , chain = "", ...name] = urn.split("::");
  return { typeChain: chain.replace(/^pulumi:pulumi:Stack\$/, ""), name: name.join("::") };
}

/** Type and name of a key, without its parents. */
export function typeOf({ typeChain }: Key): string {
  return typeChain.slice(typeChain.lastIndexOf("$") + 1);
}

/** What a child was called while its parent was called otherwise, as the engine infers it. */
export function inheritedKey(child: Key, parent: Key, formerParent: Key): Key {
  const name = child.name.startsWith(parent.name)
    ? formerParent.name + child.name.slice(parent.name.length)
    : child.name;
  return { typeChain: `${formerParent.typeChain}$${typeOf(child)}`, name };
}
