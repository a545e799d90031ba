import type { Rule } from "../rules";

/** The number of a key or a password among those that follow one another. */
export const generationRule: Rule<number> = (value) =>
  Number.isInteger(value) && value >= 1 && value <= 9999
    ? undefined
    : "is not a generation; count with whole numbers from 1 to 9999.";

/** The numbers of those that are valid at once. */
export const generationsRule: Rule<number[]> = (value) => {
  if (value.length === 0) return "has no generation; name the one in use, such as [1].";
  if (new Set(value).size < value.length) return "names a generation twice; name each one once.";
  return value.map(generationRule).find((violation) => violation !== undefined);
};

/** Name of a resource of one generation: the first one has no number, as if there were never to be another. */
export function generationName(name: string, generation: number): string {
  return generation === 1 ? name : `${name}-${generation}`;
}

/** The first of several generations, which is the one in use. */
export function inUse<T>(generations: readonly T[]): T {
  const [first] = generations;
  if (first === undefined) throw new Error("keyRotation: a list of generations has none in use.");
  return first;
}
