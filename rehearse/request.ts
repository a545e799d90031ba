import type {
  ReadResourceRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { aliasOf } from "./aliases";
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
    ignored: message.getIgnorechangesList(),
    ...deletion(message),
    aliases: [
      ...message.getAliasesList().map(aliasOf),
      ...message.getAliasurnsList().map((urn) => ({ urn })),
    ],
  };
}

function deletion(message: RegisterResourceRequest): Pick<Request, "deletedFirst"> {
  const deletedFirst = message.getDeletebeforereplace();
  return deletedFirst || message.getDeletebeforereplacedefined() ? { deletedFirst } : {};
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
