import type { ResourceTransform } from "@pulumi/pulumi";
import { isObject, type Json, type JsonObject } from "./json";
import type { Request, Sdk } from "./runtime";
import { isSecret } from "./secrets";

/** The resource as its transforms leave it. The mock monitor hands them over and doesn't run them. */
export async function transformed(
  sdk: Sdk,
  request: Request,
  transforms: readonly ResourceTransform[],
): Promise<Request> {
  let props = mapObjectToProgram(sdk, request.inputs);
  for (const transform of transforms) {
    const { custom, type, name } = request;
    const result = await transform({ custom, type, name, props, opts: {} });
    if (result !== undefined) props = result.props;
  }
  const inputs: unknown = await sdk.runtime.serializeProperties(request.name, props);
  return { ...request, inputs: isObject(inputs) ? inputs : {} };
}

// A program sees a secret as an Output.
function toProgram(sdk: Sdk, value: Json): unknown {
  if (isSecret(value) && isObject(value)) return sdk.secret(toProgram(sdk, value["value"] ?? null));
  if (Array.isArray(value)) return value.map((item) => toProgram(sdk, item));
  return isObject(value) ? mapObjectToProgram(sdk, value) : value;
}

function mapObjectToProgram(sdk: Sdk, value: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, toProgram(sdk, item)]),
  );
}
