import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readArguments } from "../rehearse/arguments";
import { Failure } from "../rehearse/failure";
import type { JsonObject } from "../rehearse/json";
import { readProject } from "../rehearse/project";
import { writtenConfig } from "../rehearse/stackConfig";

/** What `npm run doctor` and `npm run status` are asked about. */
export interface Question {
  readonly stack: string;
  /** Folder of the project. */
  readonly cwd: string;
  /** The program; without one, what the project names. */
  readonly program: string | undefined;
  /** Answer with one JSON document. */
  readonly json: boolean;
  /** What the stack's file says below `config`, as written. */
  readonly config: JsonObject;
  /** Versions of the engine that the project takes, as written. */
  readonly requiredEngine: string | undefined;
}

const options = {
  stack: { type: "string", short: "s", default: "dev" },
  cwd: { type: "string" },
  program: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Reads the command line; undefined where it only asks for help. */
export function readQuestion(args: readonly string[], usage: string): Question | undefined {
  const { stack, json, help, ...values } = readArguments(options, usage, args);
  if (help) return undefined;
  const cwd = resolve(values.cwd ?? process.cwd());
  if (!existsSync(cwd)) throw new Failure(`--cwd ${cwd}: there is no such folder; name one.`);
  const program = values.program === undefined ? undefined : resolve(values.program);
  // Backends write organization/project/stack, and the stack's file has the last part alone.
  const project = readProject(cwd);
  const config = writtenConfig(project, stack.slice(stack.lastIndexOf("/") + 1));
  return { stack, cwd, program, json, config, requiredEngine: project.requiredEngine };
}
