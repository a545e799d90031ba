import { existsSync } from "node:fs";
import * as path from "node:path";
import { type Heard, heardOf, type Told } from "./channel";
import { listen } from "./endpoint";
import { Failure } from "./failure";
import { imageBuilds, type ImageBuild } from "./images";
import { mapObject, type JsonObject } from "./json";
import { commandFor, type Launch, placeOf } from "./language";
import { manifestFiles, type ManifestFile } from "./manifestFiles";
import { Monitor } from "./monitor";
import { type Placeholder, placeholderPattern } from "./placeholders";
import { type Ending, reasonIn, run } from "./program";
import { readProject, type Project } from "./project";
import type { Registration } from "./resource";
import { covered, marked, redacted } from "./secrets";
import { readStackConfig, type StackConfig } from "./stackConfig";

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
  /** Number of the stream that takes what the program prints. Default: 2. */
  readonly output?: number;
}

/** What a deployment would do. */
export interface Rehearsal {
  readonly project: string;
  readonly projectFolder: string;
  readonly stack: string;
  readonly resources: readonly Registration[];
  /** What the configuration says of the Kubernetes provider that nobody declares, with marks of secrets. */
  readonly defaultProvider: JsonObject;
  readonly images: readonly ImageBuild[];
  readonly files: readonly ManifestFile[];
  /** Stack outputs; a secret one is "[secret]". */
  readonly outputs: JsonObject;
  readonly warnings: readonly string[];
  /** What stands in manifests and outputs for what only a deployment brings forth. */
  readonly placeholders: readonly Placeholder[];
}

/** Evaluates a program without an engine: it runs in a process of its own, and this one plays the engine. */
export async function rehearse(options: RehearsalOptions = {}): Promise<Rehearsal> {
  const stack = stackName(options.stack ?? "dev");
  const project = readProject(options.cwd ?? process.cwd());
  const config = readStackConfig(project, stack);
  const monitor = new Monitor({
    project: project.name,
    stack,
    withSecrets: options.withSecrets ?? false,
    config: config.values,
  });
  keepSecrets(config, monitor);
  await evaluate(options, { project, stack, config, monitor });
  return assembled(project, stack, config, monitor);
}

function stackName(given: string): string {
  // Backends write organization/project/stack.
  const name = given.slice(given.lastIndexOf("/") + 1);
  if (/^[A-Za-z0-9_.-]{1,100}$/.test(name) && /[A-Za-z0-9]/.test(name)) return name;
  throw new Failure(`"${given}" isn't a stack name; it takes letters, digits, "-", "_" and ".".`);
}

/** What is encrypted, what the project calls a secret, and what by its name can only be one. */
function keepSecrets({ values, secretKeys }: StackConfig, monitor: Monitor): void {
  for (const [key, value] of Object.entries(values)) {
    const isSecret = secretKeys.includes(key) || /password|passphrase|secret|token/i.test(key);
    if (isSecret) monitor.keepSecretSetting(value);
  }
}

interface Scene {
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly monitor: Monitor;
}

async function evaluate(options: RehearsalOptions, scene: Scene): Promise<void> {
  const { project, stack, config, monitor } = scene;
  const { folder } = placeOf(project);
  const { values, secretKeys } = config;
  const site = { project: project.name, stack, folder, config: values, secretKeys };
  const { traces = false, output = 2 } = options;
  const file = options.program === undefined ? undefined : path.resolve(options.program);
  const launch = { project, stack, config: values, secretKeys, file, traces };
  const closing: { close(): void }[] = [];
  let serving: Promise<unknown> | undefined;
  const serve = (): void => {
    serving ??= import("./server.js").then((service) => {
      closing.push(service.serve(monitor, site, endpoint));
    });
  };
  const endpoint = await listen(serve);
  try {
    const served = { ...launch, address: endpoint.address };
    const command = commandFor(served);
    // A program that is named may be of another project, whose folders this one hasn't got.
    const place = existsSync(folder) ? folder : project.folder;
    const hear = (told: Told): Promise<Heard> => heardOf(monitor, told);
    const ended =
      "host" in command ? hosted(command.host, served) : run(command, place, output, hear);
    // Loading the protocol takes as long as a program takes to load the SDK, and one that tells needs it for little.
    if ("host" in command || !command.tells) serve();
    const ending = await ended;
    await serving;
    report(ending, monitor, traces);
  } finally {
    for (const each of [endpoint, ...closing].reverse()) each.close();
  }
}

async function hosted(host: string, launch: Launch): Promise<Ending> {
  const { runByHost } = await import("./languageHost.js");
  return runByHost(host, launch);
}

/** Fails with the first cause, and no secret in its text. */
function report({ code, said }: Ending, monitor: Monitor, traces: boolean): void {
  const [first] = monitor.errors;
  if (code === 0 && first === undefined) {
    process.stderr.write(redacted(said, monitor.secrets));
    return;
  }
  const reason = reasonIn(first ?? said, traces);
  throw new Failure(redacted(reason || `the program ended with code ${code}.`, monitor.secrets));
}

function assembled(
  project: Project,
  stack: string,
  config: StackConfig,
  monitor: Monitor,
): Rehearsal {
  const { folder } = placeOf(project);
  const files = manifestFiles(monitor.manifests);
  const outputs = mapObject(monitor.stackOutputs, (value) => covered(value, "[secret]"));
  const texts = [...files.map(({ text }) => text), JSON.stringify(outputs)];
  const warnings = [...config.warnings, ...monitor.warnings, ...hollowTexts(files, outputs)];
  return {
    project: project.name,
    projectFolder: path.resolve(project.folder),
    stack,
    resources: [...monitor.registrations.values()],
    defaultProvider: providerSettings(config),
    images: imageBuilds(monitor.registrations.values(), folder, project.folder),
    files,
    outputs: Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1))),
    warnings: warnings.map((text) => redacted(text, monitor.secrets)),
    placeholders: usedPlaceholders(monitor.placeholders, texts),
  };
}

function providerSettings({ values, secretKeys }: StackConfig): JsonObject {
  const found = Object.entries(values).filter(([key]) => key.startsWith("kubernetes:"));
  return Object.fromEntries(
    found.map(([key, value]) => [
      key.slice("kubernetes:".length),
      secretKeys.includes(key) ? marked(value) : value,
    ]),
  );
}

/** Warns of texts that were put together from a value that isn't there. */
function hollowTexts(files: readonly ManifestFile[], outputs: JsonObject): string[] {
  const texts = Object.entries(outputs).map(([key, value]) => [
    `output ${key}`,
    JSON.stringify(value),
  ]);
  texts.push(...files.map(({ file, text }) => [file, text]));
  const hollow = texts.filter(([, text = ""]) => /\bundefined\b/.test(text));
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
