import type { Rule } from "../rules";

/** A version that this package can run. */
export const versionRule: Rule<string> = (value) => {
  const match = /^([0-9]+)\.([0-9]+)(\.[0-9]+)?$/.exec(value);
  if (match === null) {
    return 'is not an OpenNebula version; write "7.4" (moving) or "7.4.0" (exact).';
  }
  return Number(match[1]) >= 7
    ? undefined
    : "is older than 7.0, the first version this package can run; choose 7.0 or later.";
};
