import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import { type Alias, aliasesOf } from "./aliases";
import { Failure } from "./failure";
import type { JsonObject } from "./json";
import { hasSources, type MockMonitor, type RegisterMessage, requireParts } from "./sdkParts";

// The one place that touches what the SDK has but doesn't declare: the mock monitor's wire messages, which know a
// resource's parent and which single value is secret, and the log's functions, which would print at once. sdkParts.ts
// lists all of it by name.

/** The SDK, as an object: a program of the user's own may have another copy than this package. */
export type Sdk = typeof pulumi;

/** A resource on its way to the monitor. */
export interface Request {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly provider: string;
  readonly custom: boolean;
  /** Inputs with the marks of secrets where the program put them. */
  readonly inputs: JsonObject;
  /** Outputs that the program wants to be secret. */
  readonly secretOutputs: readonly string[];
  /** What it was before. */
  readonly aliases: readonly Alias[];
}

/** What a resource is once it's deployed. */
export interface Deployed {
  readonly urn: string;
  readonly id: string | undefined;
  readonly state: JsonObject;
}

/** Stands in for the engine. */
export interface Engine extends pulumi.runtime.Mocks {
  register(
    request: Request,
    transforms: readonly pulumi.ResourceTransform[],
  ): Deployed | Promise<Deployed>;
  /** Called for a resource with transforms that are beyond reach: the SDK is too old. */
  transformsNotRun(request: Request): void;
  /** Called when a component, or the stack, tells its outputs. */
  outputs(urn: string, outputs: JsonObject): void;
}

export type Severity = "debug" | "info" | "warn" | "error";

/** Loads the copy of the SDK that the program will get. */
export function loadSdk(program: string): Sdk {
  const require = createRequire(program);
  try {
    return require("@pulumi/pulumi") as Sdk;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) {
      throw error;
    }
    throw new Failure(
      `${program} can't find @pulumi/pulumi; install the project's packages first ("npm install").`,
    );
  }
}

/** Calls `read` with each key of the configuration that the program takes for a secret. */
export function watchSecretReads(sdk: Sdk, read: (key: string) => void): void {
  const { prototype } = sdk.Config;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const original: unknown = Reflect.get(prototype, name);
    if (typeof original !== "function" || !/^(get|require)Secret/.test(name)) continue;
    Reflect.set(prototype, name, function (this: pulumi.Config, key: string, ...rest: unknown[]) {
      read(`${this.name}:${key}`);
      return Reflect.apply(original, this, [key, ...rest]) as unknown;
    });
  }
}

/** Which resources an Output is made of. */
export async function sourcesOf(
  output: pulumi.Output<unknown>,
): Promise<readonly pulumi.Resource[]> {
  return hasSources(output) ? [...(await output.allResources())] : [];
}

/** What is connected. */
export interface Connection {
  /** The program's file. */
  readonly program: string;
  readonly project: string;
  readonly stack: string;
}

/** Puts the engine behind the SDK's mock monitor. */
export async function connect(
  sdk: Sdk,
  engine: Engine,
  { program, project, stack }: Connection,
): Promise<void> {
  await sdk.runtime.setMocks(engine, project, stack, false, "organization");
  const found = { sdk, monitor: sdk.runtime.getMonitor(), output: sdk.output(0) };
  const { monitor } = requireParts(found, program);
  monitor.registerResource = (message, answer) => {
    register(monitor, engine, message).then((reply) => {
      answer(null, reply);
    }, answer);
  };
  const tell = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (message, answer) => {
    engine.outputs(message.getUrn(), message.getOutputs()?.toJavaScript() ?? {});
    return tell(message, answer);
  };
}

// The mock monitor's own way takes the inputs apart three times, and forgets which single value is secret.
async function register(
  monitor: MockMonitor,
  engine: Engine,
  message: RegisterMessage,
): Promise<object> {
  const tokens = message.getTransformsList().map((transform) => transform.getToken());
  const transforms = tokens.map((token) => monitor.transformCallbacks?.get(token));
  const known = transforms.filter((transform) => transform !== undefined);
  const request = requestOf(message);
  if (known.length < tokens.length) engine.transformsNotRun(request);
  const { urn, id, state } = await engine.register(request, known);
  monitor.resources.set(urn, { urn, id: id ?? null, state });
  return {
    getUrn: () => urn,
    getId: () => id ?? "",
    getObject: () => ({ toJavaScript: () => state }),
    getPropertydependenciesMap: () => undefined,
    getResult: () => 0,
    getUnknown: () => false,
  };
}

/** Sends what the program logs to `log` instead of the terminal. */
export function captureLog(sdk: Sdk, log: (severity: Severity, message: string) => void): void {
  const severities: readonly Severity[] = ["debug", "info", "warn", "error"];
  const functions = severities.map((severity) => [
    severity,
    (message: string): Promise<void> => {
      log(severity, message);
      return Promise.resolve();
    },
  ]);
  Object.assign(sdk.log, Object.fromEntries(functions));
}

function requestOf(message: RegisterMessage): Request {
  return {
    type: message.getType(),
    name: message.getName(),
    parent: message.getParent(),
    provider: message.getProvider(),
    custom: message.getCustom(),
    inputs: message.getObject()?.toJavaScript() ?? {},
    secretOutputs: message.getAdditionalsecretoutputsList(),
    aliases: aliasesOf(message),
  };
}
