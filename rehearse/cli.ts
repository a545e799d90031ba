#!/usr/bin/env node
import "./compileCache";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure";
import { writeFiles } from "./manifestFiles";
import { rehearse } from "./rehearsal";
import { document, summary } from "./summary";

const usage = `Shows what a Pulumi program would deploy, without an engine, a cluster or Docker,
and writes its Kubernetes objects as plain YAML, one file each.

Usage: opennebula-rehearse [options]

  --stack NAME     stack whose configuration counts (default: dev)
  --out DIR        folder of the manifests (default: rehearsal/<stack> in the project)
  --with-secrets   write the secrets that the stack's configuration holds in the clear
  --json           print one JSON document instead of the summary
  --program FILE   the program (default: what Pulumi.yaml says)
  --cwd DIR        folder of the project (default: this one)
  --debug          show the trace of an error
  --help           this text
`;

interface Options {
  readonly stack: string;
  readonly out: string | undefined;
  readonly withSecrets: boolean;
  readonly json: boolean;
  readonly program: string | undefined;
  readonly cwd: string;
  readonly traces: boolean;
}

async function main(): Promise<string> {
  const options = parsed();
  if (options === undefined) return usage;
  const rehearsal = await rehearse({ ...options, output: options.json ? 2 : 1 });
  const out = path.resolve(
    options.out ?? path.join(rehearsal.projectFolder, "rehearsal", rehearsal.stack),
  );
  writeFiles(out, rehearsal.files);
  return (options.json ? document : summary)(rehearsal, out);
}

function parsed(): Options | undefined {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const declared = {
    stack: text,
    out: text,
    program: text,
    cwd: text,
    "with-secrets": flag,
    json: flag,
    debug: flag,
    help: flag,
  };
  const { values } = readArguments(() => parseArgs({ options: declared, strict: true }));
  if (values.help === true) return undefined;
  return {
    stack: values.stack ?? "dev",
    out: values.out,
    withSecrets: values["with-secrets"] ?? false,
    json: values.json ?? false,
    program: values.program,
    cwd: values.cwd ?? process.cwd(),
    traces: values.debug ?? false,
  };
}

function readArguments<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function complain(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The rehearsal failed: ${text}\n`);
  process.exitCode = 1;
}

main().then((text) => {
  process.stdout.write(text);
}, complain);
