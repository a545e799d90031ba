#!/usr/bin/env node
import "./compileCache";
import * as path from "node:path";
import { readArguments } from "./arguments";
import { errorText } from "./failure";
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

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const options = {
  stack: text,
  out: text,
  program: text,
  cwd: text,
  "with-secrets": flag,
  json: flag,
  debug: flag,
  help: flag,
};

async function main(): Promise<string> {
  const { help, json, ...given } = readArguments(options, usage);
  if (help) return usage;
  const { stack, cwd, program } = given;
  const [withSecrets, traces] = [given["with-secrets"], given.debug];
  const output = json ? 2 : 1;
  const rehearsal = await rehearse({ stack, cwd, program, withSecrets, traces, output });
  const out = path.resolve(
    given.out ?? path.join(rehearsal.projectFolder, "rehearsal", rehearsal.stack),
  );
  writeFiles(out, rehearsal.files);
  return (json ? document : summary)(rehearsal, out);
}

main().then(
  (said) => {
    process.stdout.write(said);
  },
  (error: unknown) => {
    process.stderr.write(`The rehearsal failed: ${errorText(error)}\n`);
    process.exitCode = 1;
  },
);
