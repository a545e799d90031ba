/** Negative, zero or positive, as one version is older than, the same as or newer than another; what is left out is 0. */
export function comparedVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split(".").map(Number));
  const places = [0, 1, 2].map((place) => (a?.[place] ?? 0) - (b?.[place] ?? 0));
  return places.find((difference) => difference !== 0) ?? 0;
}

/** Whether a version is `least` or newer. */
export function isAtLeast(version: string, least: string): boolean {
  return comparedVersions(version, least) >= 0;
}
