import { isObject, textAt, type Json, type JsonObject } from "./json";
import type { Project } from "./project";

/** Type of a key: a name, for a list with the type of its items. */
export type ConfigType = { readonly name: string; readonly items?: ConfigType } | undefined;

/** One key of the project file's `config`. */
export interface Declaration {
  /** As written. */
  readonly name: string;
  /** With its namespace. */
  readonly key: string;
  readonly type: ConfigType;
  readonly default: Json | undefined;
  readonly secret: boolean;
  readonly required: boolean;
}

/** The keys that a project declares, `key: value` and `key: { type, default }` alike. */
export function declarations(project: Project): Declaration[] {
  return Object.entries(project.config).map(([name, content]) => {
    const own = !name.includes(":");
    const form = isObject(content) ? content : { default: content };
    const fallback = own ? form["default"] : (form["value"] ?? form["default"]);
    return {
      name,
      key: own ? `${project.name}:${name}` : name,
      type: typeOf(form),
      default: fallback,
      secret: form["secret"] === true,
      required: own && fallback === undefined,
    };
  });
}

function typeOf(form: JsonObject): ConfigType {
  const name = textAt(form, "type");
  if (name === undefined) return undefined;
  const items = form["items"];
  return { name, items: isObject(items) ? typeOf(items) : undefined };
}

/** What is wrong with the type of a value. The value itself isn't shown: it may be a secret. */
export function violation(type: ConfigType, value: Json): string | undefined {
  if (type === undefined || (isObject(value) && "secure" in value)) return undefined;
  switch (type.name) {
    case "integer":
      return /^-?\d+$/.test(scalar(value)) ? undefined : "must be an integer.";
    case "boolean":
      return /^(true|false)$/.test(scalar(value)) ? undefined : "must be true or false.";
    case "array":
      if (!Array.isArray(value)) return "must be a list.";
      return value.map((item) => violation(type.items, item)).find((found) => found !== undefined);
    case "object":
      return isObject(value) ? undefined : "must be a map of keys to values.";
    case "string":
      return typeof value === "object" ? "must be a text." : undefined;
    default:
      return undefined;
  }
}

function scalar(value: Json): string {
  return typeof value === "object" ? "" : String(value);
}
