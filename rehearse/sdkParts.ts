import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import type { AliasedMessage } from "./aliases";
import { Failure } from "./failure";
import type { JsonObject } from "./json";

/** Things of the SDK that the rehearsal uses though the SDK doesn't document them: an update may take them away. */
export const sdkParts: Readonly<Record<string, "function" | "object">> = {
  // The mock monitor receives every resource, with its parent and its marks of secrets.
  "monitor.registerResource": "function",
  "monitor.registerResourceOutputs": "function",
  // It looks up parents and invoked resources there.
  "monitor.resources": "object",
  // Which resources a value comes from, so that a field that is lost can be named.
  "output.allResources": "function",
  // Declared, but not as something to be replaced.
  "sdk.log.debug": "function",
  "sdk.log.info": "function",
  "sdk.log.warn": "function",
  "sdk.log.error": "function",
};

interface WireStruct {
  toJavaScript(): JsonObject;
}

/** A resource on its way to the monitor. */
export interface RegisterMessage extends AliasedMessage {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getCustom(): boolean;
  getObject(): WireStruct | undefined;
  getAdditionalsecretoutputsList(): string[];
  getTransformsList(): { getToken(): string }[];
}

type RegisterAnswer = (error: unknown, reply?: object) => void;

/** Outputs of a component or of the stack on their way to the monitor. */
export interface OutputsMessage {
  getUrn(): string;
  getOutputs(): WireStruct | undefined;
}

/** What the SDK's mocks put in the engine's place. */
export interface MockMonitor {
  readonly resources: Map<string, { urn: string; id: string | null; state: JsonObject }>;
  readonly transformCallbacks?: Map<string, pulumi.ResourceTransform>;
  registerResource(message: RegisterMessage, answer: RegisterAnswer): unknown;
  registerResourceOutputs(message: OutputsMessage, answer: unknown): unknown;
}

/** An Output that knows which resources it is made of. */
interface Sourced {
  allResources(): Promise<Set<pulumi.Resource>>;
}

interface SdkParts {
  readonly monitor: MockMonitor;
  readonly output: Sourced;
}

/** Names of the parts that aren't there. */
export function missingParts(found: object): string[] {
  return Object.keys(sdkParts).filter((name) => typeof at(found, name) !== sdkParts[name]);
}

/** Fails by name where a part isn't there, instead of somewhere later. */
export function requireParts(found: object, program: string): SdkParts {
  if (isComplete(found)) return found;
  throw new Failure(
    `@pulumi/pulumi ${versionOf(program)} has no ${missingParts(found).join(", ")}, which a rehearsal needs; ` +
      "install a version that this package is tested with (see its peerDependencies), or preview with Pulumi's engine.",
  );
}

function isComplete(found: object): found is SdkParts {
  return missingParts(found).length === 0;
}

/** Whether an Output knows its resources; one of an older SDK doesn't. */
export function hasSources(output: object): output is Sourced {
  return typeof at(output, "allResources") === "function";
}

function at(value: unknown, name: string): unknown {
  return name
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        (typeof inner === "object" && inner !== null) || typeof inner === "function"
          ? Reflect.get(inner, key)
          : undefined,
      value,
    );
}

function versionOf(program: string): string {
  const { version } = createRequire(program)("@pulumi/pulumi/package.json") as { version: string };
  return version;
}
