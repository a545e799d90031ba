#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure";
import { writeFiles } from "./manifestFiles";
import { readProject } from "./project";
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
  runWithNodeArguments(options);
  const caller = process.cwd();
  const quiet = options.json ? divertStdout() : undefined;
  const rehearsal = await rehearse(options);
  process.chdir(caller);
  const out = path.resolve(
    caller,
    options.out ?? path.join(rehearsal.projectFolder, "rehearsal", rehearsal.stack),
  );
  writeFiles(out, rehearsal.files);
  quiet?.();
  return (options.json ? document : summary)(rehearsal, out);
}

// As the engine's language host does: in the project's folder, where a loader's name is looked up.
function runWithNodeArguments({ cwd, out, program }: Options): void {
  const { folder, nodeArguments } = readProject(cwd);
  if (nodeArguments.every((option) => process.execArgv.includes(option))) return;
  const absolute = Object.entries({ cwd, out, program }).flatMap(([name, place]) =>
    place === undefined ? [] : [`--${name}`, path.resolve(place)],
  );
  const args = [...process.execArgv, ...nodeArguments, ...process.argv.slice(1), ...absolute];
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: "inherit" });
  process.exit(status ?? 1);
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

/** What the program itself prints goes to stderr until the returned function is called. */
function divertStdout(): () => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return () => {
    process.stdout.write = write;
  };
}

// The SDK keeps timers and sockets: the process ends as soon as the last byte is out.
function finish(stream: NodeJS.WriteStream, text: string, code: number): void {
  stream.write(text, () => process.exit(code));
}

function complain(error: unknown): void {
  const trace =
    process.argv.includes("--debug") && error instanceof Error ? error.stack : undefined;
  const text = trace ?? (error instanceof Error ? error.message : String(error));
  finish(process.stderr, `The rehearsal failed: ${text}\n`, 1);
}

process.once("beforeExit", () => {
  complain(new Failure("the program never ends: it waits for a value that nothing will bring."));
});
main().then((text) => {
  finish(process.stdout, text, 0);
}, complain);
