#!/usr/bin/env node
import "../rehearse/compileCache";
import * as fs from "node:fs";
import * as path from "node:path";
import { readArguments } from "../rehearse/arguments";
import { errorText, Failure } from "../rehearse/failure";
import { isDirty } from "./checkout";
import { githubForum, gitlabForum, postComment } from "./comment";
import { compare, type Comparison } from "./comparison";
import { jsonText } from "./json";
import { markdownText } from "./markdown";
import { type Plan, type Verdict, verdictOf } from "./plan";
import { terminalText } from "./terminal";

const usage = `Says what a change to a Pulumi program does to the OpenNebula front-ends that it declares,
without an engine, a cluster or credentials.

Usage: opennebula-diff --base REF [options]

  --base REF         what the change is compared with
  --head REF         the change (default: the working tree)
  --stack NAME       a stack; may be repeated (default: all)
  --format FORMAT    terminal (default), markdown or json
  --comment FORUM    github or gitlab: write the comment of the pull or merge request, or edit it;
                     where that is refused, the job's summary has it
  --engine           also ask Pulumi's engine, which knows the state and the cluster, and say where
                     it disagrees; needs what pulumi preview needs
  --fail-on WHAT     changes (default), grave or never: which exit codes 3 and 4 stay
  --program FILE     the program (default: what Pulumi.yaml says)
  --cwd DIR          folder of the project (default: this one)
  --help             this text

Exit code: 0 nothing changes, 3 something does, 4 something is deleted or replaced, or data is
touched, 2 an error.
`;

const formats = { terminal: terminalText, markdown: markdownText, json: jsonText } as const;
const forums = { github: githubForum, gitlab: gitlabForum } as const;
const limits = { changes: ["changes", "grave"], grave: ["grave"], never: [] } as const;
const exitCodes: Readonly<Record<Verdict, number>> = { nothing: 0, changes: 3, grave: 4 };

interface Request extends Comparison {
  readonly format: keyof typeof formats;
  readonly comment: keyof typeof forums | undefined;
  readonly failOn: keyof typeof limits;
}

async function main(): Promise<number> {
  const request = parsed();
  if (request === undefined) return said(usage, 0);
  if (request.head === undefined && isDirty(request.cwd)) {
    process.stderr.write(
      "The working tree has changes that aren't committed; they are compared as well.\n",
    );
  }
  const plans = await compare(request);
  if (request.comment !== undefined) await comment(plans, request.comment);
  const verdict = verdictOf(plans);
  const counts: readonly Verdict[] = limits[request.failOn];
  return said(formats[request.format](plans), counts.includes(verdict) ? exitCodes[verdict] : 0);
}

function said(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

// A fork's token may read only: its reviewers find the plan in the job's summary.
async function comment(plans: readonly Plan[], name: keyof typeof forums): Promise<void> {
  const text = markdownText(plans);
  try {
    await postComment(forums[name](process.env), text);
  } catch (error) {
    const summary = process.env["GITHUB_STEP_SUMMARY"];
    if (summary === undefined) throw error;
    fs.appendFileSync(summary, text);
    const reason = errorText(error);
    process.stderr.write(`${reason} The plan is in the job's summary.\n`);
  }
}

const text = { type: "string" } as const;
const options = {
  base: text,
  head: text,
  stack: { type: "string", multiple: true },
  format: { type: "string", default: "terminal" },
  comment: text,
  engine: { type: "boolean", default: false },
  "fail-on": { type: "string", default: "changes" },
  program: text,
  cwd: { type: "string", default: "." },
  help: { type: "boolean", default: false },
} as const;

function parsed(): Request | undefined {
  const { help, base, stack = [], comment, program, ...values } = readArguments(options, usage);
  if (help) return undefined;
  if (base === undefined) {
    throw new Failure(`--base is missing; name what to compare with.\n\n${usage}`);
  }
  return {
    base,
    head: values.head,
    stacks: stack,
    engine: values.engine,
    format: oneOf("--format", values.format, formats),
    comment: comment === undefined ? undefined : oneOf("--comment", comment, forums),
    failOn: oneOf("--fail-on", values["fail-on"], limits),
    program: program === undefined ? undefined : path.resolve(program),
    cwd: path.resolve(values.cwd),
  };
}

function oneOf<T extends object>(flag: string, value: string, choices: T): keyof T {
  const names = Object.keys(choices) as (keyof T & string)[];
  const found = names.find((name) => name === value);
  if (found === undefined) {
    throw new Failure(`${flag} ${value}: must be ${names.join(", ")}; choose one of them.`);
  }
  return found;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${errorText(error)}\n`);
    process.exitCode = 2;
  },
);
