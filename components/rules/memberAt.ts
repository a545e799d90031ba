import * as pulumi from "@pulumi/pulumi";

/**
 * A value deep inside others of which nothing is sure, such as what a hook is given; undefined where there is none. An
 * Output on the way there holds something that is known later, and stands for all that is in it.
 */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((holder, key) => {
    if (pulumi.Output.isInstance(holder)) return holder;
    return typeof holder === "object" && holder !== null
      ? Object.entries(holder).find(([name]) => name === key)?.[1]
      : undefined;
  }, value);
}
