export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly muted?: boolean;
  readonly align?: "start" | "middle";
}

/** An SVG that grows piece by piece. */
export class Drawing {
  /** Boxes that arrows start from, by name. */
  readonly placed = new Map<string, Box>();
  private readonly pieces: string[] = [];

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly title: string,
    private readonly style: string,
  ) {}

  rectangle({ x, y, width, height }: Box, className: string): void {
    this.pieces.push(
      `<rect class="${className}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    );
  }

  /** Draws a box that an arrow may start from. */
  place(name: string, box: Box, className: string): void {
    this.placed.set(name, box);
    this.rectangle(box, className);
  }

  /** Writes lines of text from a baseline down. */
  lines([x, y]: Point, texts: readonly string[], style: TextStyle): void {
    const { size, bold = false, muted = false, align = "middle" } = style;
    const names = [align, bold ? "bold" : "", muted ? "muted" : ""].filter((name) => name !== "");
    texts.forEach((text, index) => {
      const baseline = y + index * lineHeight(size);
      this.pieces.push(
        `<text class="${names.join(" ")}" x="${x}" y="${baseline}" font-size="${size}">${escaped(text)}</text>`,
      );
    });
  }

  /** Draws an arrow along points; `dashed` stands for datagrams. */
  arrow(points: readonly Point[], flow: string, dashed = false): void {
    const path = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join(" ");
    const className = dashed ? `flow ${flow} dashed` : `flow ${flow}`;
    this.pieces.push(`<path class="${className}" d="${path}" marker-end="url(#${flow})"/>`);
  }

  toString(): string {
    const { width, height } = this;
    const flows = ["client", "host", "out", "inside"].map(
      (flow) =>
        `<marker id="${flow}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head ${flow}" d="M0 0L8 4L0 8Z"/></marker>`,
    );
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(this.title)}">`,
      "<!-- Written by `npm run docs` from components/: change docs/picture/ instead. -->",
      `<title>${escaped(this.title)}</title>`,
      `<style>${this.style}</style>`,
      `<defs>${flows.join("")}</defs>`,
      ...this.pieces,
      "</svg>",
      "",
    ].join("\n");
  }
}

export function lineHeight(size: number): number {
  return Math.round(size * 1.3);
}

/** Width that a text takes at most; fonts differ between readers, so it is an upper estimate. */
export function textWidth(text: string, size: number, bold = false): number {
  return text.length * size * (bold ? 0.68 : 0.6);
}

/** Breaks a text into lines of at most this width; a word that is wider is an error in the picture. */
export function wrapped(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    if (textWidth(word, size, bold) > width) {
      throw new Error(`"${word}" is wider than the ${width} pixels it has in the picture.`);
    }
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(joined, size, bold) <= width) {
      lines[lines.length - 1] = joined;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
