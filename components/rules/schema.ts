import { readFileSync } from "node:fs";
import { join } from "node:path";
import { componentType, packageName, packageRoot } from "../package";

/** Type of a value in a Pulumi schema. */
export interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly plain?: boolean;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
}

/** A type with a name: a group of properties, or a list of words. */
export interface ObjectSpec {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TypeSpec>>;
  readonly required?: readonly string[];
  readonly enum?: readonly { readonly value: string }[];
}

interface Schema {
  readonly types: Readonly<Record<string, ObjectSpec>>;
  readonly resources: Readonly<
    Record<string, { inputProperties: Record<string, TypeSpec>; requiredInputs?: string[] }>
  >;
}

let schema: Schema | undefined;

function ownSchema(): Schema {
  schema ??= JSON.parse(readFileSync(join(packageRoot(), "schema.json"), "utf8")) as Schema;
  return schema;
}

/** The component's arguments as the package's schema has them. */
export function argsSpec(): ObjectSpec {
  const resource = ownSchema().resources[componentType];
  if (resource === undefined) {
    throw new Error(`schema.json of ${packageName} lacks the component; run \`npm run schema\`.`);
  }
  return { properties: resource.inputProperties, required: resource.requiredInputs ?? [] };
}

/** The type that a reference of the schema leads to. */
export function referredType(reference: string): ObjectSpec | undefined {
  return ownSchema().types[reference.replace("#/types/", "")];
}
