import { isDeferred } from "./inputs";
import { argsSpec, type ObjectSpec, referredType, type TypeSpec } from "./schema";

/** Groups of Kubernetes' own, in which an empty text is a value. */
const kubernetesGroups = /^(services\.\w+\.resources|scheduling\.(tolerations|affinity))/;

/** Texts that may be empty. */
const emptyTexts = /^settings\[\d+\]\.value$/;

/** Texts that may be written as a number, as in Kubernetes' YAML. */
const numbers =
  /^(storage\.(datastores\.)?size|services\.\w+\.resources\.(requests|limits)\..+|tproxy\.entries\[\d+\]\.networks\[\d+\])$/;

/**
 * The arguments without those that are empty: null and a text of no characters mean "not given", as values of charts
 * and of YAML do. A number stands for a text where Kubernetes takes one.
 */
export function givenArgs<T extends object>(args: T): T {
  return givenGroup("", args, argsSpec()) as T;
}

function givenGroup(path: string, group: object, { properties = {} }: ObjectSpec): object {
  const entries = Object.entries(group)
    .map(([key, value]: [string, unknown]): [string, unknown] => {
      const property = path === "" ? key : `${path}.${key}`;
      return [key, givenValue(property, value, properties[key])];
    })
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

function givenValue(path: string, value: unknown, spec: TypeSpec | undefined): unknown {
  if (value === null) return undefined;
  if (value === "") return mayBeEmpty(path) ? value : undefined;
  if (typeof value === "number" && numbers.test(path)) return String(value);
  return typeof value === "object" && spec !== undefined && !isDeferred(value)
    ? givenMembers(path, value, spec)
    : value;
}

function mayBeEmpty(path: string): boolean {
  return emptyTexts.test(path) || kubernetesGroups.test(path);
}

// An element of a list isn't left out: what is empty there is a mistake.
function givenMembers(path: string, value: object, spec: TypeSpec): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      item === null || item === "" ? item : givenValue(`${path}[${index}]`, item, spec.items),
    );
  }
  const type = spec.$ref === undefined ? undefined : referredType(spec.$ref);
  if (type?.properties !== undefined) return givenGroup(path, value, type);
  return spec.additionalProperties === undefined ? value : givenMap(path, value);
}

// The value of a label or an annotation may be empty.
function givenMap(path: string, map: object): object {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, member]: [string, unknown]) => member !== null && member !== undefined)
      .map(([key, member]: [string, unknown]) => [
        key,
        typeof member === "number" && numbers.test(`${path}.${key}`) ? String(member) : member,
      ]),
  );
}
