import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import { Failure } from "./failure";
import type { JsonObject } from "./json";

// The one place that touches what the SDK has but doesn't declare: the mock monitor's wire messages, which know a
// resource's parent and which single value is secret; the log's functions, which would print at once; and the
// conversion of values to the wire's format, which in one process is work for nothing.

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
}

/** Listens to the monitor. */
export interface Tap {
  /** Called right before the mocks are asked for the same resource. */
  registering(request: Request): void;
  /** Called when a component, or the stack, tells its outputs. */
  outputs(urn: string, outputs: JsonObject): void;
}

export type Severity = "debug" | "info" | "warn" | "error";

interface WireStruct {
  toJavaScript(): JsonObject;
  getFieldsMap(): unknown;
}

interface WireStructClass {
  new (): WireStruct;
  fromJavaScript: (value: JsonObject) => WireStruct;
}

interface RegisterMessage {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getCustom(): boolean;
  getObject(): WireStruct | undefined;
  getAdditionalsecretoutputsList(): string[];
}

interface OutputsMessage {
  getUrn(): string;
  getOutputs(): WireStruct | undefined;
}

interface MockMonitor {
  registerResource(message: RegisterMessage, answer: unknown): unknown;
  registerResourceOutputs(message: OutputsMessage, answer: unknown): unknown;
}

/** Loads the copy of the SDK that the program will get. */
export function loadSdk(program: string): Sdk {
  const require = createRequire(program);
  try {
    return require("@pulumi/pulumi") as Sdk;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND"))
      throw error;
    throw new Failure(
      `${program} can't find @pulumi/pulumi; install the project's packages first ("npm install").`,
    );
  }
}

/** Hands values over as they are: the wire's format costs more than all the rest of a large program. */
export function skipWireFormat(program: string): void {
  const fromSdk = createRequire(createRequire(program).resolve("@pulumi/pulumi"));
  const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb") as {
    Struct: WireStructClass;
  };
  const convert = Struct.fromJavaScript.bind(Struct);
  class Plain extends Struct {
    constructor(private readonly value: JsonObject) {
      super();
    }
    override toJavaScript(): JsonObject {
      return this.value;
    }
    override getFieldsMap(): unknown {
      return convert(this.value).getFieldsMap();
    }
  }
  Struct.fromJavaScript = (value) => new Plain(value);
}

/** Which resources an Output is made of. */
export async function sourcesOf(
  output: pulumi.Output<unknown>,
): Promise<readonly pulumi.Resource[]> {
  const { allResources } = output as unknown as {
    allResources?: () => Promise<Set<pulumi.Resource>>;
  };
  return allResources === undefined ? [] : [...(await allResources.call(output))];
}

/** Sets the mocks and listens to what they aren't told. */
export async function setMocks(
  sdk: Sdk,
  mocks: pulumi.runtime.Mocks,
  tap: Tap,
  project: string,
  stack: string,
): Promise<void> {
  await sdk.runtime.setMocks(mocks, project, stack, false, "organization");
  const monitor = sdk.runtime.getMonitor() as unknown as MockMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (message, answer) => {
    tap.registering(requestOf(message));
    return register(message, answer);
  };
  const tell = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (message, answer) => {
    tap.outputs(message.getUrn(), message.getOutputs()?.toJavaScript() ?? {});
    return tell(message, answer);
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
  };
}
