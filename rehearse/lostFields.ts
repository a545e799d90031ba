import type { Output, Resource } from "@pulumi/pulumi";
import { isObject, type Json, type JsonObject } from "./json";
import { sourcesOf, type Sdk } from "./runtime";

/** A field that a program sets and that is not in the manifest. */
export interface LostField {
  readonly path: string;
  readonly output: Output<unknown>;
}

/** Compares what a program passed to a resource with what arrived: an Output without a value drops its whole field. */
export function lostFields(
  sdk: Sdk,
  props: unknown,
  inputs: Json | undefined,
  path = "",
): LostField[] {
  if (sdk.Output.isInstance(props)) {
    return inputs === undefined || inputs === null ? [{ path, output: props }] : [];
  }
  if (props instanceof Promise || sdk.Resource.isInstance(props)) return [];
  if (Array.isArray(props)) {
    const items = Array.isArray(inputs) ? inputs : [];
    return props.flatMap((item, i) => lostFields(sdk, item, items[i], `${path}[${i}]`));
  }
  if (typeof props !== "object" || props === null) return [];
  const values: JsonObject = isObject(inputs) ? inputs : {};
  return Object.entries(props).flatMap(([key, item]) =>
    lostFields(sdk, item, values[key], path === "" ? key : `${path}.${key}`),
  );
}

/** The resources whose outputs a lost field is made of: without any, the program itself left it empty. */
export async function culprits({ output }: LostField): Promise<string[]> {
  const sources = await sourcesOf(output);
  const custom = sources.filter((resource) => "id" in resource);
  return Promise.all(custom.map((resource) => nameOf(resource)));
}

function nameOf(resource: Resource): Promise<string> {
  return new Promise((resolve) => {
    resource.urn.apply((urn) => {
      const [, , type = "", name = ""] = urn.split("::");
      resolve(`${type.slice(type.lastIndexOf(":") + 1)} ${name}`);
    });
  });
}
