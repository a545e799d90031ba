import * as path from "node:path";
import { Failure } from "./failure";
import { imageBuilds, type ImageBuild } from "./images";
import { mapObject, type JsonObject } from "./json";
import { manifestFiles, type ManifestFile } from "./manifestFiles";
import { Monitor } from "./monitor";
import { type Placeholder, placeholderPattern } from "./placeholders";
import { findProgram, loadProgram, type Program } from "./program";
import { readProject, type Project } from "./project";
import type { Registration } from "./registration";
import { captureLog, connect, loadSdk, watchSecretReads, type Sdk } from "./runtime";
import { covered, redacted } from "./secrets";
import { readStackConfig, type StackConfig } from "./stackConfig";
import { unknownValue } from "./unknown";

export interface RehearsalOptions {
  /** Stack whose configuration counts. Default: "dev". */
  readonly stack?: string;
  /** Folder of the project, or one below it. Default: the working directory. */
  readonly cwd?: string;
  /** The program's file. Default: what Pulumi.yaml says. */
  readonly program?: string;
  /** Write the secrets that the stack's configuration holds in the clear. Default: false. */
  readonly withSecrets?: boolean;
  /** Errors keep their traces, which takes time. Default: false. */
  readonly traces?: boolean;
}

/** What a deployment would do. */
export interface Rehearsal {
  readonly project: string;
  readonly projectFolder: string;
  readonly stack: string;
  readonly resources: readonly Registration[];
  readonly images: readonly ImageBuild[];
  readonly files: readonly ManifestFile[];
  /** Stack outputs; a secret one is "[secret]". */
  readonly outputs: JsonObject;
  readonly warnings: readonly string[];
  /** What stands in manifests and outputs for what only a deployment brings forth. */
  readonly placeholders: readonly Placeholder[];
}

/** Evaluates a program without an engine. Once per process: the SDK's mocks are process-wide. */
export async function rehearse(options: RehearsalOptions = {}): Promise<Rehearsal> {
  const stack = stackName(options.stack ?? "dev");
  const project = readProject(options.cwd ?? process.cwd());
  const config = readStackConfig(project, stack);
  const program = findProgram(project, options.program);
  process.chdir(program.folder);
  const sdk = loadSdk(program.file);
  // Each promise of the SDK keeps a trace, which costs more than all the rest of a large program.
  if (!(options.traces ?? false)) Error.stackTraceLimit = 1;
  const monitor = new Monitor(sdk, {
    project: project.name,
    stack,
    withSecrets: options.withSecrets ?? false,
    namespace: config.values["kubernetes:namespace"],
  });
  await connect(sdk, monitor, { program: program.file, project: project.name, stack });
  await evaluate(sdk, program, config, monitor);
  return assembled(project, stack, program, config, monitor);
}

function stackName(given: string): string {
  // Backends write organization/project/stack.
  const name = given.slice(given.lastIndexOf("/") + 1);
  if (/^[A-Za-z0-9_.-]{1,100}$/.test(name) && /[A-Za-z0-9]/.test(name)) return name;
  throw new Failure(`"${given}" isn't a stack name; it takes letters, digits, "-", "_" and ".".`);
}

async function evaluate(
  sdk: Sdk,
  program: Program,
  config: StackConfig,
  monitor: Monitor,
): Promise<void> {
  const keep = (key: string): void => {
    monitor.keepSecretSetting(config.values[key]);
  };
  config.secretKeys.forEach(keep);
  watchSecretReads(sdk, keep);
  sdk.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
  const logged: string[] = [];
  captureLog(sdk, (severity, message) => {
    if (severity === "warn") monitor.warnings.push(message);
    if (severity === "error") logged.push(message);
  });
  try {
    await Promise.race([run(sdk, program, monitor), firstRejection()]);
  } catch (error) {
    throw presentable(error, monitor.secrets);
  }
  if (logged.length > 0) throw new Failure(redacted(logged.join("\n"), monitor.secrets));
}

async function run(sdk: Sdk, program: Program, monitor: Monitor): Promise<void> {
  await sdk.runtime.runInPulumiStack(async () => {
    sdk.runtime.registerStackTransformation(({ type, name, props }) => {
      monitor.declaring(type, name, props);
      return undefined;
    });
    return loadProgram(program);
  });
  await sdk.runtime.disconnect();
  // Rejections are told of after the microtasks: let them come first.
  await new Promise((resolve) => setImmediate(resolve));
  await monitor.reportLostFields();
}

// An error inside `apply` reaches nobody who waits: it ends up as an unhandled rejection.
function firstRejection(): Promise<never> {
  return new Promise((_, reject) => {
    process.on("unhandledRejection", reject);
    process.on("uncaughtException", reject);
  });
}

/** The error with no secret in its text. The trace stays for those who ask for it. */
function presentable(error: unknown, secrets: Iterable<string>): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const isMissingModule =
    error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
  const text = isMissingModule ? (message.split("\n")[0] ?? message) : message;
  const failure = new Failure(redacted(text, secrets));
  if (error instanceof Error && error.stack !== undefined) {
    failure.stack = redacted(error.stack, secrets);
  }
  return failure;
}

function assembled(
  project: Project,
  stack: string,
  program: Program,
  config: StackConfig,
  monitor: Monitor,
): Rehearsal {
  const files = manifestFiles(monitor.manifests);
  const outputs = mapObject(monitor.stackOutputs, (value) => covered(value, "[secret]"));
  const texts = [...files.map(({ text }) => text), JSON.stringify(outputs)];
  const warnings = [...config.warnings, ...monitor.warnings, ...hollowTexts(files, outputs)];
  return {
    project: project.name,
    projectFolder: path.resolve(project.folder),
    stack,
    resources: [...monitor.registrations.values()],
    images: imageBuilds(monitor.registrations.values(), program.folder, project.folder),
    files,
    outputs: Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1))),
    warnings: warnings.map((text) => redacted(text, monitor.secrets)),
    placeholders: usedPlaceholders(monitor.placeholders, texts),
  };
}

/** Warns of texts that were put together from a value that isn't there. */
function hollowTexts(files: readonly ManifestFile[], outputs: JsonObject): string[] {
  const texts = Object.entries(outputs).map(([key, value]) => [
    `output ${key}`,
    JSON.stringify(value),
  ]);
  texts.push(...files.map(({ file, text }) => [file, text]));
  const hollow = texts.filter(
    ([, text = ""]) => /\bundefined\b/.test(text) || text.includes(unknownValue),
  );
  return hollow.map(
    ([name = ""]) => `${name} holds a text that is made of a value that only a deployment gives.`,
  );
}

function usedPlaceholders(all: readonly Placeholder[], texts: readonly string[]): Placeholder[] {
  const used = new Set(texts.flatMap((text) => text.match(placeholderPattern()) ?? []));
  // One text may stand for what two resources have in common.
  const found = new Map(all.filter(({ text }) => used.has(text)).map((one) => [one.text, one]));
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}
