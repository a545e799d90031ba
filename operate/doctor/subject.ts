import { memberAt } from "../../components/rules/memberAt";
import type { JsonObject } from "../../rehearse/json";
import { kindOf } from "../../rehearse/kubernetes";
import type { Api } from "../api";
import type { RehearsedStack } from "../rehearsed";

/** A stack, and the cluster that it is for. */
export interface Subject {
  readonly api: Api;
  /** The cluster's version, such as "1.34.1". */
  readonly version: string;
  readonly stack: RehearsedStack;
}

/** The stack's objects of a kind. */
export function objectsOf({ resources }: RehearsedStack, kind: string): JsonObject[] {
  const objects = resources.map(({ object }) => object).filter((object) => object !== undefined);
  return objects.filter((object) => kindOf(object) === kind);
}

/** Numbers of a version as servers write it, such as "v1.34.1+k3s1". */
export function versionNumbers(gitVersion: string): string {
  return /[0-9]+\.[0-9]+(\.[0-9]+)?/.exec(gitVersion)?.[0] ?? "0.0";
}

/** A text deep inside an object. */
export function textIn(object: JsonObject, ...path: string[]): string | undefined {
  const found = memberAt(object, path);
  return typeof found === "string" ? found : undefined;
}
