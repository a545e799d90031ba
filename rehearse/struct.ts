import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JsonObject } from "./json";

/** The values of a message. */
export function fromStruct(message: Struct | undefined): JsonObject {
  return message?.toJavaScript() ?? {};
}

/** Values as a message holds them. */
export function toStruct(values: JsonObject): Struct {
  return Struct.fromJavaScript(values);
}
