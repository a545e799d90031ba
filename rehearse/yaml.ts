import { dump } from "js-yaml";
import type { Json } from "./json";

/** Writes a value as a YAML document that parsers of YAML 1.1 and 1.2 read alike, the same bytes each time. */
export function toYaml(value: Json): string {
  // A line stays one line, whatever its length, and what occurs twice is written twice: a diff shows each change where it is.
  return dump(value, { lineWidth: -1, noRefs: true, quoteStyle: "double" });
}
