import { compared, type Spread, spreadOf } from "./statistics";

export type Unit = "s" | "MB" | "connections" | "datagrams" | "datagrams/s";

/** What an aim is about: the quotient, the difference, or the measured value alone. */
export type Measure = "ratio" | "difference" | "value";

export interface Aim {
  readonly measure: Measure;
  readonly limit: number;
  /** The limit is the least that is good, not the most. */
  readonly atLeast?: boolean;
}

/** Measurements of one thing, one for each round. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** A thing that was measured, beside what it is measured against. */
export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  readonly value: Spread;
  readonly baseline: Spread & { readonly name: string };
  readonly ratio: Spread;
  readonly difference: Spread;
  readonly aim?: Aim & { readonly met: boolean };
}

/** Compares the rounds of two contestants, and judges the median by the aim, if there is one. */
export function figureOf(unit: Unit, subject: Series, baseline: Series, aim?: Aim): Figure {
  const by = (compare: (a: number, b: number) => number): Spread =>
    rounded(spreadOf(compared(subject.values, baseline.values, compare)));
  const figure = {
    name: subject.name,
    unit,
    value: rounded(spreadOf(subject.values)),
    baseline: { name: baseline.name, ...rounded(spreadOf(baseline.values)) },
    ratio: by((a, b) => a / b),
    difference: by((a, b) => a - b),
  };
  if (aim === undefined) return figure;
  const { median } = figure[aim.measure];
  const met = aim.atLeast === true ? median >= aim.limit : median <= aim.limit;
  return { ...figure, aim: { ...aim, met } };
}

// More digits would be noise, in the page and in its history.
function rounded(spread: Spread): Spread {
  const round = (value: number): number => Number(value.toPrecision(4));
  const { n, min, median, max } = spread;
  return { n, min: round(min), median: round(median), max: round(max) };
}
