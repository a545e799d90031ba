/** What the engine's own monitor takes, as far as a program may ask for it. */
export const features = new Set(
  (
    "secrets resourceReferences outputValues aliasSpecs deletedWith replaceWith replacementTrigger transforms " +
    "invokeTransforms parameterization resourceHooks errorHooks"
  ).split(" "),
);
