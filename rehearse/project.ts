import * as fs from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { Failure, errorText } from "./failure";
import { isObject, objectAt, textAt, type JsonObject } from "./json";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** What the project file says, as far as a rehearsal needs it. */
export interface Project {
  readonly name: string;
  /** Folder of the project file. */
  readonly folder: string;
  /** `runtime`, by its name. */
  readonly language: string;
  /** `runtime.options`, as written. */
  readonly options: JsonObject;
  /** `main`, as written. */
  readonly main: string | undefined;
  /** `runtime.options.nodeargs`: options of Node itself, such as a loader. */
  readonly nodeArguments: readonly string[];
  /** `runtime.options.typescript`: the program may be in TypeScript. */
  readonly typeScript: boolean;
  /** `runtime.options.tsconfig`, relative to the program's folder. */
  readonly tsconfig: string | undefined;
  /** `requiredPulumiVersion`, as written. */
  readonly requiredEngine: string | undefined;
  /** `config`, as written. */
  readonly config: JsonObject;
  /** Folder of the stacks' files. */
  readonly stackFolder: string;
}

/** Reads the project file of a folder, or of the nearest folder above it. */
export function readProject(from: string): Project {
  const file = findProjectFile(path.resolve(from));
  const content = readYaml(file);
  const folder = path.dirname(file);
  const name = textAt(content, "name");
  if (name === undefined) throw new Failure(`${file}: "name" is missing; give the project one.`);
  const runtime = objectAt(content, "runtime");
  const language = textAt(runtime, "name") ?? textAt(content, "runtime");
  if (language === undefined) {
    throw new Failure(
      `${file}: "runtime" is missing; name the program's language, such as nodejs.`,
    );
  }
  const options = objectAt(runtime, "options");
  return {
    name,
    folder,
    language,
    options,
    main: textAt(content, "main"),
    nodeArguments: words(textAt(options, "nodeargs") ?? ""),
    typeScript: options["typescript"] !== false,
    tsconfig: textAt(options, "tsconfig"),
    requiredEngine: textAt(content, "requiredPulumiVersion"),
    config: objectAt(content, "config"),
    stackFolder: path.resolve(
      folder,
      textAt(content, "stackConfigDir") ?? textAt(content, "config") ?? ".",
    ),
  };
}

// As a shell parts them, quotes included.
function words(text: string): string[] {
  const found = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return found.map((word) => word.replace(/["']/g, ""));
}

/** Reads a file that holds one YAML mapping; an empty file is an empty mapping. */
export function readYaml(file: string): JsonObject {
  let content: unknown;
  try {
    const text = fs.readFileSync(file, "utf8");
    content = text.trim() === "" ? {} : load(text);
  } catch (error) {
    // Only the first line: the rest quotes the file, which may hold a secret.
    throw new Failure(`${file}: ${firstLine(error)}`);
  }
  if (content === null || content === undefined) return {};
  if (!isObject(content)) throw new Failure(`${file}: a mapping of keys to values is expected.`);
  return content;
}

function findProjectFile(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = projectFiles
      .map((name) => path.join(folder, name))
      .find((file) => fs.existsSync(file));
    if (found !== undefined) return found;
    if (folder === path.dirname(folder)) break;
  }
  throw new Failure(
    `There is no Pulumi.yaml in ${from} or a folder above it; run this in a Pulumi project, or name its folder with --cwd.`,
  );
}

function firstLine(error: unknown): string {
  const message = errorText(error);
  return message.split("\n")[0] ?? message;
}
