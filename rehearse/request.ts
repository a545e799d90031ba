import type {
  ReadResourceRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { aliasOf } from "./aliases";
import { lifecycleOf } from "./lifecycle";
import type { Asked, Request } from "./resource";
import { fromStruct } from "./struct";

/** A resource as a message of Pulumi's protocol tells of it. */
export function requestOf(message: RegisterResourceRequest): Request {
  const sources: Record<string, readonly string[]> = {};
  message.getPropertydependenciesMap().forEach((dependencies, name) => {
    sources[name] = dependencies.getUrnsList();
  });
  return {
    type: message.getType(),
    name: message.getName(),
    parent: message.getParent(),
    provider: message.getProvider(),
    custom: message.getCustom(),
    inputs: fromStruct(message.getObject()),
    sources,
    secretOutputs: message.getAdditionalsecretoutputsList(),
    lifecycle: lifecycleOf(message),
    aliases: [
      ...message.getAliasesList().map(aliasOf),
      ...message.getAliasurnsList().map((urn) => ({ urn })),
    ],
  };
}

/** What a program looks up, as a message tells of it. */
export function askedOf(message: ReadResourceRequest): Asked {
  return {
    type: message.getType(),
    name: message.getName(),
    parent: message.getParent(),
    inputs: fromStruct(message.getProperties()),
  };
}
