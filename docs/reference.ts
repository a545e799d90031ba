import { portTable } from "../components/roles/ports";
import { roles } from "../components/roles/table";
import type { TypeSpec } from "../components/rules/schema";
import { exportedDocstrings } from "./docstrings";
import { anchor, code, link, table } from "./markdown";
import { readSchema, shortName } from "./schema";
import type { NamedType, Properties, PropertySpec, Schema } from "./schema";

/** A nested type, and where in the arguments or outputs it stands. */
interface Section {
  readonly name: string;
  readonly type: NamedType;
  readonly places: string[];
}

interface Sources {
  readonly schema: Schema;
  /** Docstrings of our own types. */
  readonly docs: ReadonlyMap<string, string>;
}

/** The reference of inputs and outputs, as Markdown. */
export function reference(): string {
  const sources = { schema: readSchema(), docs: exportedDocstrings() };
  const { inputs, outputs } = sources.schema;
  const groups = sectionsOf(inputs, sources);
  const results = sectionsOf(outputs, sources);
  const isEnum = ({ type }: Section): boolean => type.enum !== undefined;
  const lines = [
    ...opening(sources.schema),
    ...["## Inputs", "", ...inputTable(inputs, sources), ""],
    ...groups.filter((section) => !isEnum(section)).flatMap((one) => groupLines(one, sources)),
    ...["## Values", ""],
    ...groups.filter(isEnum).flatMap((section) => enumLines(section, sources)),
    ...["## Outputs", "", ...outputTable(outputs, sources), ""],
    ...results.flatMap((section) => resultLines(section, sources)),
    ...portLines(),
    ...roleLines(),
    "<!-- prettier-ignore-end -->",
  ];
  return `${lines.join("\n")}\n`;
}

function opening({ description }: Schema): string[] {
  return [
    "# Reference",
    "",
    "<!-- Written by `npm run docs` from the sources: change their docstrings instead. -->",
    "<!-- prettier-ignore-start -->",
    "",
    `\`new OpenNebula(name, args, options)\`: ${description}`,
    "",
    "- `Input<…>` takes a plain value or the output of another resource. Every other value must be known when the program runs.",
    "- A stack file of this repository sets the same properties, each under `opennebula-kubernetes:`, and `name` beside them.",
    "- A type that is called Kubernetes' is written as in a manifest; its fields are in the Kubernetes API reference.",
    "",
  ];
}

function sectionsOf(properties: Properties, sources: Sources): Section[] {
  const found = new Map<string, Section>();
  const visit = (place: string, spec: TypeSpec): void => {
    if (spec.items !== undefined) visit(`${place}[]`, spec.items);
    if (spec.$ref === undefined || !sources.docs.has(shortName(spec.$ref))) return;
    const name = shortName(spec.$ref);
    const type = sources.schema.types.get(name) ?? {};
    const section = found.get(name) ?? { name, type, places: [] };
    found.set(name, section);
    section.places.push(place);
    for (const [key, property] of Object.entries(type.properties ?? {})) {
      visit(`${place}.${key}`, property);
    }
  };
  for (const [key, property] of Object.entries(properties)) visit(key, property);
  return [...found.values()];
}

function groupLines({ name, type, places }: Section, sources: Sources): string[] {
  const doc = sources.docs.get(name) ?? "";
  const properties = inputTable(type.properties ?? {}, sources);
  return [`### ${name}`, "", `${placesText(places)}. ${doc}`, "", ...properties, ""];
}

function enumLines({ name, type, places }: Section, sources: Sources): string[] {
  const members = (type.enum ?? []).map((member) => [
    code(JSON.stringify(member.value)),
    code(`${name}.${member.name}`),
    member.description ?? "",
  ]);
  const described = members.some(([, , meaning]) => meaning !== "");
  const head = described ? ["value", "in TypeScript", "meaning"] : ["value", "in TypeScript"];
  const rows = members.map((cells) => cells.slice(0, head.length));
  const doc = sources.docs.get(name) ?? "";
  return [`### ${name}`, "", `${placesText(places)}. ${doc}`, "", ...table(head, rows), ""];
}

function resultLines({ name, type, places }: Section, sources: Sources): string[] {
  const doc = sources.docs.get(name) ?? "";
  const properties = outputTable(type.properties ?? {}, sources);
  return [`### ${name}`, "", `${placesText(places)}. ${doc}`, "", ...properties, ""];
}

function placesText(places: readonly string[]): string {
  return places.map(code).join(", ");
}

function inputTable(properties: Properties, sources: Sources): string[] {
  const rows = Object.entries(properties).map(([name, property]) => {
    const { meaning, value } = splitDefault(property.description ?? "");
    const fallback = property.optional === true ? defaultText(value, meaning) : "required";
    return [code(name), typeText(property, sources), fallback, meaning];
  });
  return table(["property", "type", "default", "meaning"], rows);
}

function outputTable(properties: Properties, sources: Sources): string[] {
  const rows = Object.entries(properties).map(([name, property]) => {
    const type = typeText({ ...property, plain: true }, sources);
    const shown = property.optional === true ? `${type} or nothing` : type;
    return [code(name), shown, property.description ?? ""];
  });
  return table(["property", "type", "meaning"], rows);
}

/** Takes the sentence "Default: …." out of a docstring. */
export function splitDefault(text: string): { meaning: string; value: string | undefined } {
  const sentence = /\s*\bDefault: (.+?)\.(?=\s+[A-Z]|\s*$)/s;
  const value = sentence.exec(text)?.[1];
  return { meaning: text.replace(sentence, "").trim(), value };
}

function defaultText(value: string | undefined, meaning: string): string {
  if (value === undefined) return /\bunset\b/i.test(meaning) ? "see meaning" : "–";
  return literal(value) === undefined ? value : code(value);
}

/** A default of the reference as a value, if it is one and not words. */
export function literal(text: string | undefined): unknown {
  return text !== undefined && /^("[^"]*"|[0-9]+|true|false)$/.test(text)
    ? JSON.parse(text)
    : undefined;
}

function typeText(spec: PropertySpec, sources: Sources): string {
  const { core, isReference } = coreType(spec, sources);
  if (isReference) return core;
  return code(spec.plain === true || spec.items !== undefined ? core : `Input<${core}>`);
}

function coreType(spec: TypeSpec, sources: Sources): { core: string; isReference: boolean } {
  if (spec.$ref !== undefined) {
    const name = shortName(spec.$ref);
    const core = sources.docs.has(name) ? link(code(name), anchor(name)) : `Kubernetes' ${name}`;
    return { core, isReference: true };
  }
  if (spec.items !== undefined) {
    const { core, isReference } = coreType(spec.items, sources);
    if (isReference) return { core: `list of ${core}`, isReference };
    return { core: spec.items.plain === true ? `${core}[]` : `Input<${core}>[]`, isReference };
  }
  if (spec.additionalProperties !== undefined) {
    const { core } = coreType(spec.additionalProperties, sources);
    const value = spec.additionalProperties.plain === true ? core : `Input<${core}>`;
    return { core: `Record<string, ${value}>`, isReference: false };
  }
  return { core: spec.type ?? "unknown", isReference: false };
}

function portLines(): string[] {
  const rows = portTable.map(({ name, number, protocol, role, usedBy, since }) => [
    code(name),
    String(number),
    protocol,
    code(role),
    since === undefined ? usedBy : `${usedBy}; since OpenNebula ${since}`,
  ]);
  return [
    ...["## Ports", ""],
    "The same names stand at the containers and at both Services. A port goes with its role: what doesn't run has none. The two `monitord` ports have the number that `monitorPort` says.",
    "",
    ...table(["name", "port", "transport", "container", "who dials it"], rows),
    "",
  ];
}

function roleLines(): string[] {
  const rows = roles.map(({ name, within, cpu, memory }) =>
    within === undefined
      ? [code(name), cpu ?? "", memory ?? ""]
      : [code(name), `in ${code(within)}`, ""],
  );
  return [
    ...["## Requests", ""],
    "What each container asks for unless `services.<role>.resources` says otherwise. None has limits.",
    "",
    ...table(["container", "CPU", "memory"], rows),
    "",
  ];
}
