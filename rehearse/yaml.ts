import { isObject, type Json } from "./json";

/** Writes a value as a YAML document that parsers of YAML 1.1 and 1.2 read alike. A large program has thousands. */
export function toYaml(value: Json): string {
  const lines: string[] = [];
  writeNode(lines, "", "", value, "");
  return `${lines.join("\n")}\n`;
}

/** Adds a value behind `start` ("key:", "-" or nothing); what follows on lines of its own is indented by `indent`. */
function writeNode(
  lines: string[],
  margin: string,
  start: string,
  value: Json,
  indent: string,
): void {
  const gap = start === "" ? "" : " ";
  if (Array.isArray(value) && value.length > 0) {
    if (start !== "") lines.push(margin + start);
    for (const item of value) writeItem(lines, indent, item);
  } else if (isObject(value) && Object.keys(value).length > 0) {
    if (start !== "") lines.push(margin + start);
    for (const [key, item] of Object.entries(value)) {
      writeNode(lines, indent, `${text(key)}:`, item, `${indent}  `);
    }
  } else if (typeof value === "string" && isBlock(value)) {
    const body = value.replace(/\n$/, "").split("\n");
    lines.push(`${margin}${start}${gap}${value.endsWith("\n") ? "|" : "|-"}`);
    lines.push(...body.map((line) => (line === "" ? "" : indent + line)));
  } else {
    lines.push(`${margin}${start}${gap}${scalar(value)}`);
  }
}

// The first line of a list's item stands behind its dash.
function writeItem(lines: string[], margin: string, item: Json): void {
  const first = lines.length;
  const indent = `${margin}  `;
  if (Array.isArray(item) && item.length > 0) {
    for (const inner of item) writeItem(lines, indent, inner);
  } else if (isObject(item) && Object.keys(item).length > 0) {
    writeNode(lines, indent, "", item, indent);
  } else {
    writeNode(lines, margin, "-", item, indent);
    return;
  }
  lines[first] = `${margin}- ${(lines[first] ?? "").slice(indent.length)}`;
}

function scalar(value: Json): string {
  if (typeof value === "string") return text(value);
  // Empty lists and maps, numbers, true, false and null are written as in JSON.
  return JSON.stringify(value);
}

// Words that YAML 1.1 takes for something else than a text.
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
const PLAIN =
  /^(?:\d+(?:m|[KMGTPE]i)|[A-Za-z/](?:[A-Za-z0-9_./()+@-]|:(?=[A-Za-z0-9/]))*(?: [A-Za-z0-9_./()+@-]+)*)$/;

function text(value: string): string {
  return PLAIN.test(value) && !WORD.test(value) ? value : quoted(value);
}

function quoted(value: string): string {
  // JSON leaves these as they are, and YAML doesn't allow or keep them.
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

// Several lines that need no escapes and whose first line shows the indentation.
function isBlock(value: string): boolean {
  return (
    /^[^\n\s][^\n]*\n/.test(value) &&
    !/[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[ \t]$|[ \t]\n|\n\n$/.test(
      value,
    )
  );
}
