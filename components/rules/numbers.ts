import type { Rule } from "./problems";

/** A whole number within bounds: what it is, as the sentence begins, and what it counts, unless nothing. */
export function wholeNumberRule(
  what: string,
  least: number,
  most: number,
  unit?: string,
): Rule<number> {
  const number = unit === undefined ? "a whole number" : `a whole number of ${unit}`;
  return (value) =>
    Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `is not ${what}; give ${number} from ${least} to ${most}.`;
}
