/**
 * Versions whose schemas the manifests must fit. The first is the oldest in which native sidecars are on by default.
 */
export const supportedKubernetes: readonly string[] = [
  "1.29",
  "1.30",
  "1.31",
  "1.32",
  "1.33",
  "1.34",
  "1.35",
  "1.36",
  "1.37",
];

/** The newest version whose schema lacks native sidecars. */
export const newestRefused = "1.27";
