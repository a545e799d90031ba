import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageName, packageRoot } from "../components/package/packageRoot";
import type { TypeSpec } from "../components/rules/schema";

export interface PropertySpec extends TypeSpec {
  readonly description?: string;
  readonly optional?: boolean;
}

export type Properties = Readonly<Record<string, PropertySpec>>;

interface EnumMember {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

export interface NamedType {
  readonly properties?: Properties;
  readonly enum?: readonly EnumMember[];
}

/** The public component as the schema has it. */
export interface Schema {
  readonly description: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Nested types by their short name. */
  readonly types: ReadonlyMap<string, NamedType>;
}

interface SchemaFile {
  readonly types: Readonly<Record<string, NamedType>>;
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly inputProperties: Properties;
        readonly properties: Properties;
      }
    >
  >;
}

export function readSchema(): Schema {
  const text = readFileSync(join(packageRoot(), "schema.json"), "utf8");
  const file = JSON.parse(text) as SchemaFile;
  const component = file.resources[`${packageName}:index:OpenNebula`];
  if (component === undefined) {
    throw new Error("schema.json lacks the component; run `npm run schema`.");
  }
  return {
    description: component.description ?? "",
    inputs: component.inputProperties,
    outputs: component.properties,
    types: new Map(Object.entries(file.types).map(([token, type]) => [shortName(token), type])),
  };
}

/** Last part of a token or reference, such as "Image" of "#/types/opennebula-kubernetes:index:Image". */
export function shortName(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}
