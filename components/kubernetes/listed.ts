/** A list under its key; none at all if it is empty, which would be noise in a manifest and in a preview. */
export function listed<K extends string, T>(key: K, items: T[]): Partial<Record<K, T[]>> {
  const given: Partial<Record<K, T[]>> = {};
  if (items.length > 0) given[key] = items;
  return given;
}
