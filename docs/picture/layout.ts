import type { Port } from "../../components/roles/ports";
import { type Deployment, isForHypervisors } from "./deployment";
import type { Box, Drawing, Point } from "./drawing";

export const columnWidth = 96;
export const gap = 8;
export const margin = 16;
/** Room for the labels of the rows, left of the columns. */
export const labelWidth = 126;
export const left = margin + labelWidth;

export const sizes = { small: 12, normal: 13 } as const;

/** Where each row begins and how high it is; the columns follow from the ports. */
export const rows = {
  outside: { y: 14, height: 148 },
  cluster: { y: 186, height: 602 },
  external: { y: 206, height: 62 },
  pod: { y: 300, height: 264 },
  listening: { y: 316, height: 90 },
  silent: { y: 458, height: 92 },
  headless: { y: 590, height: 62 },
  volumes: { y: 672, height: 100 },
  legend: { y: 792, height: 36 },
} as const;

/** The sheet that the parts of the picture are drawn on. */
export interface Sheet {
  readonly deployment: Deployment;
  readonly drawing: Drawing;
  /** One column each, from left to right. */
  readonly ports: readonly Port[];
}

/** Ports of one container side by side, what people dial on the left, what hypervisors dial on the right. */
export function portsInColumns({ containers, external }: Deployment): Port[] {
  const side = (port: Port): number => (isForHypervisors(port) ? 1 : 0);
  return containers
    .map(({ ports }) => ports.filter((port) => external.ports.includes(port)))
    .filter((ports) => ports.length > 0)
    .map((ports) => [...ports].sort((a, b) => side(a) - side(b)))
    .sort((a, b) => mean(a.map(side)) - mean(b.map(side)))
    .flat();
}

export function columns(from: number, count: number, row: { y: number; height: number }): Box {
  const { y, height } = row;
  return { x: left + from * columnWidth, y, width: count * columnWidth - gap, height };
}

export function centre(column: number): number {
  return left + column * columnWidth + (columnWidth - gap) / 2;
}

/** A row's frame: the label's room and the columns of all ports. */
export function frame({ ports }: Sheet, row: { y: number; height: number }): Box {
  const x = margin + 12;
  return { ...row, x, width: left - x + ports.length * columnWidth };
}

/** Writes a row's label: its kind and name, and what there is to say of it. */
export function label(sheet: Sheet, y: number, title: string, rest: readonly string[]): void {
  const at: Point = [margin + 22, y];
  sheet.drawing.lines(at, [title], { size: sizes.normal, bold: true, align: "start" });
  const below: Point = [at[0], y + 17];
  sheet.drawing.lines(below, rest, { size: sizes.small, muted: true, align: "start" });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
