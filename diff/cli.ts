#!/usr/bin/env node
import "../rehearse/compileCache";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "../rehearse/failure";
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

interface Options extends Comparison {
  readonly format: keyof typeof formats;
  readonly comment?: keyof typeof forums;
  readonly failOn: keyof typeof limits;
}

async function main(): Promise<number> {
  const options = parsed();
  if (options === undefined) return said(usage, 0);
  if (options.head === undefined && isDirty(options.cwd)) {
    process.stderr.write(
      "The working tree has changes that aren't committed; they are compared as well.\n",
    );
  }
  const plans = await compare(options);
  if (options.comment !== undefined) await comment(plans, options.comment);
  const verdict = verdictOf(plans);
  const counts: readonly Verdict[] = limits[options.failOn];
  return said(formats[options.format](plans), counts.includes(verdict) ? exitCodes[verdict] : 0);
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
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${reason} The plan is in the job's summary.\n`);
  }
}

function parsed(): Options | undefined {
  const { values } = readArguments();
  if (values.help === true) return undefined;
  if (values.base === undefined) {
    throw new Failure(`--base is missing; name what to compare with.\n\n${usage}`);
  }
  return {
    base: values.base,
    ...(values.head === undefined ? {} : { head: values.head }),
    stacks: values.stack ?? [],
    engine: values.engine ?? false,
    format: oneOf("--format", values.format ?? "terminal", formats),
    ...(values.comment === undefined
      ? {}
      : { comment: oneOf("--comment", values.comment, forums) }),
    failOn: oneOf("--fail-on", values["fail-on"] ?? "changes", limits),
    ...(values.program === undefined ? {} : { program: path.resolve(values.program) }),
    cwd: path.resolve(values.cwd ?? process.cwd()),
  };
}

function readArguments() {
  const text = { type: "string" } as const;
  const options = {
    base: text,
    head: text,
    stack: { type: "string", multiple: true },
    format: text,
    comment: text,
    engine: { type: "boolean" },
    "fail-on": text,
    program: text,
    cwd: text,
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ options, strict: true });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
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
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
