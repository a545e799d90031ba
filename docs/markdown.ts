import { markdownTable } from "markdown-table";

/** Lines of a table in Markdown; cells are one line each. Columns aren't aligned: one long cell would change all lines. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = [head, ...rows].map((row) => row.map(cell));
  return markdownTable(cells, { alignDelimiters: false }).split("\n");
}

/** Text as code, also when it holds backquotes' neighbours such as "|". */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Address of a heading in the same document. */
export function anchor(heading: string): string {
  const slug = heading.toLowerCase().replace(/[^a-z0-9 _-]/g, "");
  return `#${slug.replaceAll(" ", "-")}`;
}

export function link(text: string, target: string): string {
  return `[${text}](${target})`;
}

function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}
