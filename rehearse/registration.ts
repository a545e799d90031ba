import type { JsonObject } from "./json";
import type { Request } from "./runtime";

/** A resource that the program declared. */
export interface Registration extends Request {
  readonly urn: string;
  /** The program only looks it up; somebody else made it. */
  readonly existing: boolean;
  /** What the program gets to see as its outputs. */
  readonly state: JsonObject;
}

/** The last part of a type's token: the class. */
export function className(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** A resource's URN, as the engine makes one. */
export function urnOf(
  { type, name, parent }: Pick<Request, "type" | "name" | "parent">,
  stack: string,
  project: string,
): string {
  const [, , parents = ""] = parent.split("::");
  const isBelowStack = parents === "" || parents === "pulumi:pulumi:Stack";
  const types = isBelowStack ? type : `${parents}$${type}`;
  return ["urn:pulumi:" + stack, project, types, name].join("::");
}
