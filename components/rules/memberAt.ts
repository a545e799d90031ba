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

/** Whether two of them have the same there; undefined where that is known later. */
export function isSameAt(
  path: readonly string[],
  before: unknown,
  after: unknown,
): boolean | undefined {
  const [one, other] = [memberAt(before, path), memberAt(after, path)];
  if ([one, other].some((value) => pulumi.Output.isInstance(value))) return undefined;
  if (pulumi.containsUnknowns(one) || pulumi.containsUnknowns(other)) return undefined;
  return JSON.stringify(one) === JSON.stringify(other);
}
