/** A value deep inside others of which nothing is sure, such as what a hook is given; undefined where there is none. */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (holder, key) =>
      typeof holder === "object" && holder !== null
        ? Object.entries(holder).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}
