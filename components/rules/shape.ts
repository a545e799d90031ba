import { isDeferred } from "./inputs";
import type { Problems } from "./problems";
import { argsSpec, type ObjectSpec, referredType, type TypeSpec } from "./schema";

/**
 * Checks names and types of the arguments against the package's schema. TypeScript has done so for its own programs;
 * nothing has for the other languages and for stack files.
 */
export function checkShape(problems: Problems, args: object): void {
  checkObject(problems, "", args, argsSpec());
}

function checkObject(problems: Problems, path: string, value: object, spec: ObjectSpec): void {
  const { properties = {}, required = [] } = spec;
  const given = new Map<string, unknown>(Object.entries(value));
  for (const [key, member] of given) {
    const type = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const property = path === "" ? key : `${path}.${key}`;
    if (type !== undefined) checkValue(problems, property, member, type);
    else if (member !== undefined) {
      problems.addWithoutValue(
        property,
        `isn't a property; the properties are: ${Object.keys(properties).sort().join(", ")}.`,
      );
    }
  }
  for (const key of required) {
    if (given.get(key) === undefined) {
      problems.addWithoutValue(
        path === "" ? key : `${path}.${key}`,
        "is missing, and it has no default.",
      );
    }
  }
}

function checkValue(problems: Problems, path: string, value: unknown, spec: TypeSpec): void {
  if (value === undefined) return;
  if (value === null) {
    problems.addWithoutValue(path, "is null; give a value, or leave it out.");
    return;
  }
  if (isDeferred(value)) {
    if (spec.plain === true) {
      problems.addWithoutValue(
        path,
        "is an Output, and it decides what is deployed: it must be known when the program runs; give a plain value.",
      );
    }
    return;
  }
  if (spec.$ref !== undefined) checkReference(problems, path, value, spec.$ref);
  else if (spec.type === "array") checkArray(problems, path, value, spec.items);
  else if (spec.type === "object") checkMap(problems, path, value, spec.additionalProperties);
  else checkScalar(problems, path, value, spec.type);
}

function checkReference(problems: Problems, path: string, value: unknown, reference: string): void {
  const spec = referredType(reference);
  if (spec === undefined) return;
  if (spec.enum !== undefined) {
    const allowed = spec.enum.map((member) => member.value);
    if (typeof value !== "string" || !allowed.includes(value)) {
      problems.add(
        path,
        value,
        `is none of ${allowed.map((name) => JSON.stringify(name)).join(", ")}; give one of these.`,
      );
    }
  } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    checkObject(problems, path, value, spec);
  } else {
    problems.addWithoutValue(
      path,
      `is ${kindOf(value)}, and it must be a map of: ${Object.keys(spec.properties ?? {}).join(", ")}.`,
    );
  }
}

function checkArray(
  problems: Problems,
  path: string,
  value: unknown,
  items: TypeSpec | undefined,
): void {
  if (!Array.isArray(value)) {
    problems.addWithoutValue(path, `is ${kindOf(value)}, and it must be a list.`);
  } else if (items !== undefined) {
    value.forEach((item: unknown, index) => {
      checkValue(problems, `${path}[${index}]`, item, items);
    });
  }
}

function checkMap(
  problems: Problems,
  path: string,
  value: unknown,
  values: TypeSpec | undefined,
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    problems.addWithoutValue(path, `is ${kindOf(value)}, and it must be a map.`);
  } else if (values !== undefined) {
    for (const [key, member] of Object.entries(value)) {
      checkValue(problems, `${path}.${key}`, member, values);
    }
  }
}

// The value isn't shown: it may be a secret in the wrong place.
function checkScalar(
  problems: Problems,
  path: string,
  value: unknown,
  type: string | undefined,
): void {
  const expected = type === "integer" ? "number" : type;
  if (expected === "string" || expected === "number" || expected === "boolean") {
    if (typeof value !== expected) {
      problems.addWithoutValue(
        path,
        `is ${kindOf(value)}, and it must be a ${expected}${isQuotable(value, expected) ? "; put it in quotes" : ""}.`,
      );
    }
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : `a ${typeof value}`;
}

// YAML takes 7.4 for a number and "yes" for a switch.
function isQuotable(value: unknown, expected: string): boolean {
  return expected === "string" && (typeof value === "number" || typeof value === "boolean");
}
