import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { OpenNebula, type OpenNebulaArgs } from "../../index";
import { answer, answerToCall, type World } from "./providerAnswers";
import { settle } from "./settle";
import { covered, opened, type JsonObject } from "./wire";

/** A resource as the program registered it. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly provider: string;
  readonly retainOnDelete: boolean;
  readonly hooks: readonly string[];
  /** Id of the existing object that it takes over; "" if it makes one. */
  readonly importId: string;
  /** URNs of what must be there first. */
  readonly dependencies: readonly string[];
  /** URNs of the resources from which each property comes. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** Inputs with `[secret]` in the place of each secret. */
  readonly inputs: JsonObject;
  /** Inputs with secrets in the clear. */
  readonly open: JsonObject;
}

/** Where and as what a program runs. Default: an update, without a load balancer. */
export type Circumstances = Partial<World>;

/** What a program deployed. */
export interface Deployment<T> {
  readonly result: T;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly resources: readonly Recorded[];
}

/** Runs a program on mocks, in an empty working directory. */
export async function run<T>(
  program: () => T,
  { preview = false, balancer = [], namespace, written }: Circumstances = {},
): Promise<Deployment<T>> {
  const resources: Recorded[] = [];
  const warnings = recordWarnings();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) =>
        answer(type, name, inputs as JsonObject, { preview, balancer, namespace, written }),
      call: ({ token, inputs }) => answerToCall(token, inputs as JsonObject),
    },
    "project",
    "dev",
    preview,
  );
  recordRegistrations(resources);
  const settled = await inEmptyFolder(() => settle(program));
  return { ...settled, warnings, resources };
}

/** Deploys one front-end on mocks. */
export function deploy(
  args: OpenNebulaArgs,
  circumstances: Circumstances = {},
  name = "one",
  opts?: pulumi.ComponentResourceOptions,
): Promise<Deployment<OpenNebula>> {
  return run(() => new OpenNebula(name, args, opts), circumstances);
}

/** The resources of one type, such as "kubernetes:core/v1:Service". */
export function allOf({ resources }: Pick<Deployment<unknown>, "resources">, type: string) {
  return resources.filter((resource) => resource.type === type);
}

/** The one resource of this type, and of this name if there are several. */
export function oneOf(
  deployment: Pick<Deployment<unknown>, "resources">,
  type: string,
  name?: string,
): Recorded {
  const found = allOf(deployment, type).filter((r) => name === undefined || r.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${found.length} resources are ${type} ${name ?? ""}`);
  }
  return first;
}

interface WireStruct {
  toJavaScript(): JsonObject;
}

interface RegisterMessage {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getRetainondelete(): boolean | undefined;
  getDependenciesList(): string[];
  getImportid(): string;
  getHooks(): { getBeforeUpdateList(): string[] } | undefined;
  getObject(): WireStruct | undefined;
  getPropertydependenciesMap(): {
    forEach(each: (list: { getUrnsList(): string[] }, name: string) => void): void;
  };
}

interface Monitor {
  registerResource(message: RegisterMessage, callback: unknown): unknown;
}

// The mocks aren't told of parents and options, and get a secret inside of an input as one around the whole of it.
function recordRegistrations(resources: Recorded[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (message, callback) => {
    const inputs = message.getObject()?.toJavaScript() ?? {};
    const sources: Record<string, readonly string[]> = {};
    message.getPropertydependenciesMap().forEach((list, name) => {
      sources[name] = list.getUrnsList();
    });
    resources.push({
      type: message.getType(),
      name: message.getName(),
      parent: message.getParent(),
      provider: message.getProvider(),
      retainOnDelete: message.getRetainondelete() ?? false,
      hooks: message.getHooks()?.getBeforeUpdateList() ?? [],
      dependencies: message.getDependenciesList(),
      sources,
      importId: message.getImportid(),
      inputs: covered(inputs),
      open: opened(inputs),
    });
    return register(message, callback);
  };
}

// Without an engine the SDK prints warnings.
function recordWarnings(): string[] {
  const warnings: string[] = [];
  Object.assign(pulumi.log, {
    warn: (message: string): Promise<void> => {
      warnings.push(message);
      return Promise.resolve();
    },
  });
  return warnings;
}

async function inEmptyFolder<T>(work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}
