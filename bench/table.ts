import type { Aim, Figure, Unit } from "./figures";
import type { Spread } from "./statistics";

export const heads = ["figure", "result", "against", "ratio", "difference", "aim", ""] as const;

/** A figure as the cells of one line. */
export function cellsOf({ name, unit, value, baseline, ratio, difference, aim }: Figure): string[] {
  return [
    name,
    spreadText(value, unit),
    `${baseline.name}: ${spreadText(baseline, unit)}`,
    spreadText({ ...ratio, n: 1 }, "×"),
    spreadText({ ...difference, n: 1 }, unit),
    aim === undefined ? "" : aimText(aim, unit),
    aim === undefined ? "" : aim.met ? "met" : "missed",
  ];
}

export function aimText({ measure, limit, atLeast }: Aim, unit: Unit): string {
  const sign = atLeast === true ? "≥" : "≤";
  switch (measure) {
    case "ratio":
      return `${sign} ${limit} ×`;
    case "difference":
      return `${sign} ${limit} ${unit} more`;
    case "value":
      return `${sign} ${limit} ${unit}`;
  }
}

/** The median; with its limits and the number of measurements where there are several. */
export function spreadText({ n, min, median, max }: Spread, unit: Unit | "×"): string {
  const limits = min === max ? "" : ` (${numberText(min)} to ${numberText(max)})`;
  return `${numberText(median)} ${unit}${limits}${n > 1 ? `, n = ${n}` : ""}`;
}

/** Three digits that count. */
export function numberText(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
  return value.toFixed(digits);
}
