import type { Alias } from "./aliases";
import type { JsonObject } from "./json";
import type { Lifecycle } from "./lifecycle";

/** A resource on its way to the monitor. */
export interface Request {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly provider: string;
  readonly custom: boolean;
  /** Inputs with the marks of secrets where the program put them. */
  readonly inputs: JsonObject;
  /** URNs of the resources that an input is made of, by the input's name. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** Outputs that the program wants to be secret. */
  readonly secretOutputs: readonly string[];
  readonly lifecycle?: Lifecycle;
  /** What it was before. */
  readonly aliases: readonly Alias[];
}

/** What is only looked up. */
export type Asked = Pick<Request, "type" | "name" | "parent" | "inputs">;

/** What a resource is once it's deployed. */
export interface Deployed {
  readonly urn: string;
  readonly id: string | undefined;
  readonly state: JsonObject;
}

/** A resource that the program declared. */
export interface Registration extends Request {
  readonly urn: string;
  /** The program only looks it up; somebody else made it. */
  readonly existing: boolean;
  /** Another content doesn't make another object of it: its provider is told so. */
  readonly changesInPlace?: boolean;
  /** What the program gets to see as its outputs. */
  readonly state: JsonObject;
}

/** Changes a resource before it's registered. */
export type Transform = (request: Request) => Promise<Request>;

/** The last part of a type's token: the class. */
export function className(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** URN of what manages a resource; empty where the program leaves that to the engine. */
export function providerUrn({ provider }: Pick<Request, "provider">): string {
  return provider.slice(0, provider.lastIndexOf("::"));
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
