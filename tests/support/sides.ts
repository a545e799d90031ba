import type { FrontEndChange } from "../../diff/frontEnds";
import { keyOfUrn } from "../../diff/key";
import type { Rule } from "../../diff/sentence";
import type { Declared, Side } from "../../diff/side";
import { stepsBetween } from "../../diff/steps";
import type { JsonObject } from "../../rehearse/json";

/** A resource; its key is "type::name", with the types of its parents in front, joined by "$". */
export function declared(
  key: string,
  inputs: JsonObject = {},
  more: Partial<Declared> = {},
): Declared {
  const { typeChain, name } = keyOfUrn(`::::${key}`);
  const type = typeChain.slice(typeChain.lastIndexOf("$") + 1);
  return { typeChain, type, name, inputs, aliases: [], ...more };
}

/** One side of a comparison. */
export function sideOf(...resources: Declared[]): Side {
  return { project: "cloud", stack: "dev", resources, sealed: {} };
}

/** What changes about a front-end that is called one and goes from these objects to those. */
export function changeOf(
  before: readonly Declared[],
  after: readonly Declared[],
  more: Partial<FrontEndChange> = {},
): FrontEndChange {
  const steps = stepsBetween(sideOf(...before), sideOf(...after));
  return { name: "one", existed: true, exists: true, steps, ...more };
}

/** A rule's sentences on a change; a grave one begins with "!". */
export function saidBy(rule: Rule, change: FrontEndChange): string[] {
  return rule(change).map(({ grave, text }) => `${grave ? "!" : ""}${text}`);
}

/** A Kubernetes object of a front-end. */
export function objectIn(
  frontEnd: string,
  kind: string,
  inputs: JsonObject = {},
  name = frontEnd,
): Declared {
  const type = `kubernetes:core/v1:${kind}`;
  return declared(
    `opennebula-kubernetes:index:OpenNebula$${type}::${name}`,
    { kind, ...inputs },
    { frontEnd },
  );
}
