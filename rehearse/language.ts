import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { packageRoot } from "../components/package";
import { Failure } from "./failure";
import { findExecutable } from "./installed";
import { textAt, type Json, type JsonObject } from "./json";
import type { Project } from "./project";

/** The program to run, and what it is told. */
export interface Launch {
  readonly project: Project;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** The program's file, if it isn't the one that the project names. */
  readonly file: string | undefined;
  /** Where the monitor is served. */
  readonly address: string;
  /** Errors keep their traces. */
  readonly traces: boolean;
}

/** How a program is run. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** It tells what it declares by messages of Node's, and calls the served monitor for the rest. */
  readonly tells: boolean;
}

/** The working directory, the same as under `pulumi up`, and what is run there: "." or a file. */
export function placeOf(project: Project): { folder: string; entry: string } {
  const main = path.resolve(project.folder, project.main ?? ".");
  if (existsSync(main) && statSync(main).isDirectory()) return { folder: main, entry: "." };
  return { folder: path.dirname(main), entry: path.basename(main) };
}

/** The command that runs a program in the project's language, or the host that Pulumi has for it. */
export function commandFor(launch: Launch): Command | { readonly host: string } {
  const { language } = launch.project;
  const command = commands[language];
  if (command === undefined) return { host: hostOf(language) };
  const { file, args, env = {}, tells = false } = command(launch);
  return { file, args, env: { ...surroundings(launch), ...env }, tells };
}

function hostOf(language: string): string {
  const name = `pulumi-language-${language}`;
  const found = findExecutable(name);
  if (found !== undefined) return found;
  throw new Failure(
    `The runtime is ${language}, which takes the language host ${name}: neither PATH nor the engine's folder has it. ` +
      `Install Pulumi, which brings those of its languages, or write the program for ${Object.keys(commands).join(", ")}.`,
  );
}

/** What is special to a language. */
type Own = Pick<Command, "file" | "args"> & Partial<Command>;

const commands: Readonly<Record<string, (launch: Launch) => Own>> = {
  nodejs: node,
  python,
  go: (launch) => compiled(launch, "go", ["run", "."]),
  dotnet: (launch) => compiled(launch, "dotnet", ["run"]),
  java,
};

// The names are those that the SDKs of Go, Java and .NET read.
function surroundings({ project, stack, config, secretKeys, address }: Launch): Command["env"] {
  return {
    PULUMI_MONITOR: address,
    PULUMI_ENGINE: address,
    PULUMI_PROJECT: project.name,
    PULUMI_STACK: stack,
    PULUMI_ORGANIZATION: "organization",
    PULUMI_ROOT_DIRECTORY: project.folder,
    PULUMI_DRY_RUN: "true",
    PULUMI_PARALLEL: "16",
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
  };
}

function node(launch: Launch): Own {
  const { project, file, traces } = launch;
  const { folder, entry } = placeOf(project);
  const program = path.resolve(folder, file ?? entry);
  if (!existsSync(program)) throw noProgram(program);
  const sdk = sdkOf(program);
  // Each promise of the SDK keeps a trace, which costs more than all the rest of a large program.
  const options = [
    ...(traces ? [] : ["--stack-trace-limit=1"]),
    ...["--min-semi-space-size=16", "--max-semi-space-size=64"],
    ...project.nodeArguments,
  ];
  const script = scriptOf(program);
  const env = settingsForNode(launch);
  if (script !== undefined || !project.typeScript) {
    const args = [
      ...options,
      path.join(packageRoot(), "bin", "rehearse", "runner.js"),
      script ?? program,
    ];
    return { file: process.execPath, args, env, tells: true };
  }
  requireCompiler(program);
  const flags = [`--monitor=${launch.address}`, `--engine=${launch.address}`, `--pwd=${folder}`];
  const tsconfig = project.tsconfig;
  return {
    file: process.execPath,
    args: [...options, path.join(sdk, "cmd", "run"), ...flags, file ?? entry],
    env: {
      ...env,
      PULUMI_NODEJS_TYPESCRIPT: "true",
      // It takes seconds, and `tsc` does it.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
    },
  };
}

function noProgram(program: string): Failure {
  const isCompiled = /[\\/](bin|dist|lib|build|out)[\\/]/.test(program);
  return new Failure(
    `The program ${program} doesn't exist${isCompiled ? "; has it been compiled?" : "."}`,
  );
}

// The SDK's names of what it is told by its own runner.
function settingsForNode({ project, stack, address }: Launch): Command["env"] {
  return {
    PULUMI_NODEJS_MONITOR: address,
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_ORGANIZATION: "organization",
    PULUMI_NODEJS_ROOT_DIRECTORY: project.folder,
    PULUMI_NODEJS_DRY_RUN: "true",
    PULUMI_NODEJS_PARALLEL: "16",
  };
}

/** Folder of the copy of the SDK that a program gets. */
function sdkOf(program: string): string {
  try {
    return path.dirname(requireFrom(program).resolve("@pulumi/pulumi/package.json"));
  } catch {
    throw new Failure(
      `${program} can't find @pulumi/pulumi; install the project's packages first ("npm install").`,
    );
  }
}

/** The JavaScript that a program is; undefined for one in TypeScript, or what Pulumi's runner has to look for. */
function scriptOf(program: string): string | undefined {
  if (/\.[cm]?js$/.test(program)) return program;
  if (!existsSync(program) || !statSync(program).isDirectory()) return undefined;
  try {
    const found = requireFrom(program).resolve(program);
    return /\.[cm]?js$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function requireFrom(program: string): NodeJS.Require {
  return createRequire(path.join(program, "program.js"));
}

function requireCompiler(program: string): void {
  let version = "";
  try {
    const manifest = requireFrom(program)("typescript/package.json") as JsonObject;
    version = textAt(manifest, "version") ?? "";
  } catch {
    // The SDK brings one of its own.
  }
  if (Number.parseInt(version) < 7 || version === "") return;
  throw new Failure(
    `TypeScript ${version} is installed, which has no JavaScript API for Pulumi's SDK to compile with; ` +
      "install TypeScript 5 or 6, or compile the program and name the result with --program.",
  );
}

function python({ project, file, traces }: Launch): Own {
  const { folder, entry } = placeOf(project);
  const environment = option(project, "virtualenv");
  const places = environment === undefined ? [".venv", "venv"] : [environment];
  const interpreters = places.map((place) => path.resolve(project.folder, place, "bin", "python"));
  return {
    file: interpreters.find((place) => existsSync(place)) ?? "python3",
    args: [
      ...["-u", path.join(packageRoot(), "rehearse", "program.py"), folder],
      path.resolve(folder, file ?? entry),
    ],
    env: traces ? { REHEARSAL_TRACES: "1" } : {},
  };
}

function java(launch: Launch): Own {
  const { folder } = placeOf(launch.project);
  const isGradle = existsSync(path.join(folder, "build.gradle"));
  if (isGradle) return compiled(launch, "gradle", ["run", "--console=plain", "--quiet"]);
  return compiled(launch, "mvn", [
    "--batch-mode",
    "--no-transfer-progress",
    "-q",
    "compile",
    "exec:java",
  ]);
}

function compiled({ project }: Launch, tool: string, args: readonly string[]): Own {
  const binary = option(project, "binary");
  if (binary === undefined) return { file: tool, args };
  const place = path.resolve(project.folder, binary);
  return binary.endsWith(".jar")
    ? { file: "java", args: ["-jar", place] }
    : { file: place, args: [] };
}

function option({ options }: Project, name: string): string | undefined {
  const value: Json | undefined = options[name];
  return typeof value === "string" ? value : undefined;
}
