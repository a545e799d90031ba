import { keyOfUrn } from "../../diff/key";
import type { Declared, Side } from "../../diff/side";
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
