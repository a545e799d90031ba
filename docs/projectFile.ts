import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { format } from "prettier";
import { packageRoot } from "../components/package/packageRoot";
import { literal, splitDefault } from "./reference";
import { type PropertySpec, readSchema, type Schema, shortName } from "./schema";

const file = "Pulumi.yaml";

// A declared key must have a value: an empty list of hypervisors is something else than none that are managed, no number
// stands for the time that follows from `replicas`, and empty groups of these names ask for what they are called.
const undeclared = ["hypervisors", "startTimeoutSeconds", "ingress", "metrics", "tls"];

const nameKey = {
  type: "string",
  description: "Name of the front-end; StatefulSet, Services and namespace are called so.",
  default: "opennebula",
};

/** What a new stack begins with where the component has no default. */
const firstValues: Readonly<Record<string, unknown>> = { version: "7.4.0" };

/** Pulumi.yaml with a key for each input of the component: its type, its first sentence and its default. */
export function projectFile(): Promise<string> {
  const [head = ""] = readFileSync(join(packageRoot(), file), "utf8").split(/^config:$/m);
  const { inputs, types } = readSchema();
  const keys = Object.entries(inputs).filter(([key]) => !undeclared.includes(key));
  const config = [
    ["name", nameKey] as const,
    ...keys.map(([key, spec]) => [key, declared(key, spec, types)] as const),
  ];
  const text = dump({ config: Object.fromEntries(config) }, { lineWidth: -1 });
  return format(head + text, { parser: "yaml", printWidth: 120, proseWrap: "preserve" });
}

function declared(key: string, spec: PropertySpec, types: Schema["types"]): object {
  const { description = "", type = "object", items, $ref } = spec;
  const { meaning, value } = splitDefault(description.replace(/\s+/g, " "));
  const members = Object.keys(types.get(shortName($ref ?? items?.$ref ?? ""))?.properties ?? {});
  const known = literal(value) ?? firstValues[key];
  return {
    type: type === "number" ? "integer" : type,
    description: [
      firstSentence(meaning),
      ...(members.length === 0 ? [] : [`Members: ${members.join(", ")}.`]),
      ...(value === undefined || known !== undefined ? [] : [`Empty: ${value}.`]),
    ].join(" "),
    ...(items === undefined ? {} : { items: { type: "object" } }),
    default: known ?? { string: "", array: [], object: {} }[type],
  };
}

function firstSentence(text: string): string {
  return /^.+?\.(?=\s+[A-Z"]|$)/.exec(text)?.[0] ?? text;
}
