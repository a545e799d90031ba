import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "./failure";
import { isObject, objectAt, textAt, type Json, type JsonObject } from "./json";
import type { Project } from "./project";

/** A program, and where it runs. */
export interface Program {
  readonly file: string;
  /** The working directory, the same as under `pulumi up`. */
  readonly folder: string;
  /** It's an ES module. */
  readonly isModule: boolean;
  /** Its tsconfig.json, which need not exist. */
  readonly tsconfig: string;
}

/** Finds the program: `wanted` (relative to the caller's folder), else the project's `main`, else the package's. */
export function findProgram(project: Project, wanted: string | undefined): Program {
  const main =
    project.main === undefined ? project.folder : path.resolve(project.folder, project.main);
  const folder = workingFolder(project, main);
  const file = wanted === undefined ? entryOf(main) : entryOf(path.resolve(wanted));
  return {
    file,
    folder,
    isModule:
      /\.m[jt]s$/.test(file) ||
      (!/\.c[jt]s$/.test(file) && packageOf(path.dirname(file))["type"] === "module"),
    tsconfig: path.resolve(folder, project.tsconfig ?? "tsconfig.json"),
  };
}

/** Runs the program's code; what it exports are the stack's outputs. */
export async function loadProgram(program: Program): Promise<unknown> {
  const exported = await load(program);
  return typeof exported === "function" ? (exported as () => unknown)() : exported;
}

async function load(program: Program): Promise<unknown> {
  const isTypeScript = /\.[cm]?ts$/.test(program.file);
  if (program.isModule) {
    const loaded = await loadModule(program.file);
    return "default" in loaded ? loaded["default"] : loaded;
  }
  if (isTypeScript) registerTypeScript(program);
  return createRequire(program.file)(program.file) as unknown;
}

async function loadModule(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    throw new Failure(
      `${file} is an ES module in TypeScript, which this Node doesn't run by itself; name a loader in Pulumi.yaml ` +
        "(runtime.options.nodeargs: --import=tsx), or compile the program and name the result with --program.",
    );
  }
}

interface TypeScriptSupport {
  loadTypeScriptCompilerOptions(file: string): Record<string, unknown>;
  typeScriptRequireStrings(): { tsnodeRequire: string; typescriptRequire: string };
}

// The runner's own choice of compiler and options, but for the types: checking them takes seconds, and `tsc` does it.
function registerTypeScript(program: Program): void {
  const require = createRequire(program.file);
  const support = require("@pulumi/pulumi/tsutils") as TypeScriptSupport;
  const { tsnodeRequire, typescriptRequire } = support.typeScriptRequireStrings();
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
  const typescript = fromSdk(typescriptRequire) as { version: string; transpileModule?: unknown };
  if (typescript.transpileModule === undefined) {
    throw new Failure(
      `TypeScript ${typescript.version} is installed, which has no JavaScript API for Pulumi's SDK to compile with; ` +
        "install TypeScript 5 or 6, or compile the program and name the result with --program.",
    );
  }
  const modern = Number.parseFloat(typescript.version) >= 4.7;
  const tsNode = fromSdk(tsnodeRequire) as { register(options: object): unknown };
  const known = fs.existsSync(program.tsconfig);
  tsNode.register({
    compiler: fromSdk.resolve(typescriptRequire),
    transpileOnly: true,
    project: program.tsconfig,
    skipProject: !known,
    compilerOptions: {
      target: "ES2020",
      module: modern ? "nodenext" : "commonjs",
      moduleResolution: modern ? "nodenext" : "node",
      sourceMap: true,
      ...(known ? support.loadTypeScriptCompilerOptions(program.tsconfig) : {}),
    },
  });
}

function workingFolder(project: Project, main: string): string {
  if (fs.existsSync(main)) return fs.statSync(main).isDirectory() ? main : path.dirname(main);
  return fs.existsSync(path.dirname(main)) ? path.dirname(main) : project.folder;
}

function entryOf(place: string): string {
  if (!fs.existsSync(place)) {
    const compiled = /[\\/](bin|dist|lib|build|out)[\\/]/.test(place)
      ? "; has it been compiled?"
      : ".";
    throw new Failure(`The program ${place} doesn't exist${compiled}`);
  }
  if (!fs.statSync(place).isDirectory()) return fs.realpathSync(place);
  const names = [...packageEntries(place), "index.js", "index.mjs", "index.cjs", "index.ts"];
  const found = names.map((name) => path.join(place, name)).find((file) => fs.existsSync(file));
  if (found === undefined) {
    throw new Failure(
      `There is no program in ${place}; set "main" in Pulumi.yaml, or name the program with --program.`,
    );
  }
  return fs.realpathSync(found);
}

function packageEntries(folder: string): string[] {
  const content = packageOf(folder, false);
  const exported = content["exports"];
  const own = isObject(exported) ? (exported["."] ?? null) : (exported ?? null);
  const choices: Json[] = isObject(own)
    ? [own["default"] ?? null, own["require"] ?? null, own["import"] ?? null]
    : [own];
  return [...choices, textAt(content, "main") ?? null].filter((entry) => typeof entry === "string");
}

function packageOf(folder: string, search = true): JsonObject {
  for (let place = folder; ; place = path.dirname(place)) {
    const file = path.join(place, "package.json");
    if (fs.existsSync(file)) {
      return objectAt({ content: JSON.parse(fs.readFileSync(file, "utf8")) as Json }, "content");
    }
    if (!search || place === path.dirname(place)) return {};
  }
}
