import * as fs from "node:fs";
import * as path from "node:path";
import { declarations, violation, type Declaration } from "./declarations";
import { Failure } from "./failure";
import { isObject, mapObject, objectAt, type Json, type JsonObject } from "./json";
import { readYaml, type Project } from "./project";
import { settingPlaceholder } from "./secrets";

/** A stack's configuration as the SDK takes it. */
export interface StackConfig {
  /** Texts by key with namespace; lists and maps are in JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys whose value the program gets as a secret. */
  readonly secretKeys: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads a stack's file over the defaults of the project's. */
export function readStackConfig(project: Project, stack: string): StackConfig {
  const file = stackFile(project, stack);
  const content = file === undefined ? {} : readYaml(file);
  const given = objectAt(content, "config");
  const values = new Map<string, string>();
  const secretKeys = new Set<string>();
  const problems: string[] = [];

  const declared = declarations(project);
  for (const declaration of declared) {
    if (declaration.default !== undefined) values.set(declaration.key, asText(declaration.default));
  }
  for (const [written, value] of Object.entries(given)) {
    const key = fullKey(project, written);
    const clear = decrypted(value, written);
    if (JSON.stringify(clear) !== JSON.stringify(value)) secretKeys.add(key);
    values.set(key, asText(clear));
    problems.push(...typeProblems(declared, key, written, value));
  }
  for (const declaration of declared) {
    if (declaration.secret && values.has(declaration.key)) secretKeys.add(declaration.key);
    if (declaration.required && !values.has(declaration.key)) {
      problems.push(missing(declaration, stack));
    }
  }
  if (problems.length > 0) throw new Failure(report(stack, file, problems));
  return {
    values: Object.fromEntries(values),
    secretKeys: [...secretKeys].sort(),
    warnings: warningsOf(content, stack),
  };
}

function warningsOf(content: JsonObject, stack: string): string[] {
  if (content["environment"] === undefined) return [];
  return [
    `Pulumi.${stack}.yaml imports environments: what they hold is only known with an engine.`,
  ];
}

/** What a stack's file says below `config`, as written. */
export function writtenConfig(project: Project, stack: string): JsonObject {
  const file = stackFile(project, stack);
  return file === undefined ? {} : objectAt(readYaml(file), "config");
}

function stackFile(project: Project, stack: string): string | undefined {
  const found = [".yaml", ".yml", ".json"]
    .map((extension) => path.join(project.stackFolder, `Pulumi.${stack}${extension}`))
    .find((file) => fs.existsSync(file));
  if (found !== undefined) return found;
  const others = stackNames(project);
  // A project without any stack file works with its defaults under whatever name.
  if (others.length === 0) return undefined;
  throw new Failure(
    `There is no stack "${stack}": ${path.join(project.stackFolder, `Pulumi.${stack}.yaml`)} doesn't exist. ` +
      `There is: ${others.join(", ")}; choose one with --stack.`,
  );
}

/** Names of a project's stacks, by their files. */
export function stackNames({ stackFolder }: Project): string[] {
  const files = fs.existsSync(stackFolder) ? fs.readdirSync(stackFolder) : [];
  const names = files.map((file) => /^Pulumi\.(.+)\.(?:ya?ml|json)$/.exec(file)?.[1] ?? "");
  return names.filter((name) => name !== "").sort();
}

function fullKey(project: Project, key: string): string {
  if (!key.includes(":")) return `${project.name}:${key}`;
  return key.replace(/^([^:]+):config:/, "$1:");
}

/** The value with a placeholder for each encrypted part: only the engine can decrypt it. */
function decrypted(value: Json, name: string): Json {
  if (Array.isArray(value)) return value.map((item) => decrypted(item, name));
  if (!isObject(value)) return value;
  if (Object.keys(value).join() === "secure") return settingPlaceholder(name);
  return mapObject(value, (item, key) => decrypted(item, `${name}-${key}`));
}

function asText(value: Json): string {
  if (typeof value === "string") return value;
  return value === null ? "" : JSON.stringify(value);
}

function typeProblems(
  declared: readonly Declaration[],
  key: string,
  written: string,
  value: Json,
): string[] {
  const declaration = declared.find((candidate) => candidate.key === key);
  const found = declaration === undefined ? undefined : violation(declaration.type, value);
  return found === undefined ? [] : [`${written}: ${found}`];
}

function missing(declaration: Declaration, stack: string): string {
  return `${declaration.name}: has no value and no default; set it in Pulumi.${stack}.yaml.`;
}

function report(stack: string, file: string | undefined, problems: readonly string[]): string {
  const where = file === undefined ? "" : ` (${file})`;
  return `The configuration of stack "${stack}"${where} is wrong:\n${problems.map((text) => `  - ${text}`).join("\n")}`;
}
