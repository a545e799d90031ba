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

/** The URN that the mock monitor will answer with. */
export function urnOf(request: Request, stack: string, project: string): string {
  const parentType = request.parent.split("::")[2]?.split("$").pop();
  const type = parentType === undefined ? request.type : `${parentType}$${request.type}`;
  return ["urn:pulumi:" + stack, project, type, request.name].join("::");
}
