import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { runCommand, type CommandResult } from "./command";
import { projectFolder } from "./projectFiles";

/** What the stand-in for the engine was called with. */
export interface EngineCall {
  args: string[];
  env: Record<string, string>;
}

// Says its version; else it notes its arguments and variables, one call on each line, and ends with the code it is told to.
const engine = `#!${process.execPath}
const fs = require("node:fs");
const call = { args: process.argv.slice(2), env: process.env };
if (call.args[0] === "version") { console.log("v3.270.0"); process.exit(0); }
fs.appendFileSync(process.env.ENGINE_CALLS, JSON.stringify(call) + "\\n");
process.exit(call.args[0] === process.env.ENGINE_FAILS ? 7 : 0);
`;

/** A project in a folder of its own, to run `operate` on with an engine that only takes notes. */
export class Operation {
  readonly home = mkdtempSync(join(tmpdir(), "operate-"));
  readonly folder = join(this.home, "project");
  readonly path = join(this.home, "path");
  readonly passphrase = join(this.home, ".config", "opennebula-kubernetes", "passphrase");
  private readonly calls = join(this.home, "calls");

  constructor() {
    mkdirSync(this.folder);
    mkdirSync(this.path);
    this.write("Pulumi.yaml", "name: sample\nruntime: nodejs\nmain: index.ts\n");
    this.installEngine();
  }

  /** Puts the stand-in into a folder of PATH. */
  installEngine(folder = this.path): void {
    writeFileSync(join(folder, "pulumi"), engine, { mode: 0o755 });
  }

  /** The stand-in as the automation API knows it. */
  engine(): Promise<PulumiCommand> {
    mkdirSync(join(this.home, "bin"), { recursive: true });
    this.installEngine(join(this.home, "bin"));
    return PulumiCommand.get({ root: this.home });
  }

  removeState(): void {
    rmSync(join(this.folder, ".pulumi"), { recursive: true, force: true });
  }

  write(file: string, text: string): string {
    const path = join(this.folder, file);
    writeFileSync(path, text);
    return path;
  }

  /** A kubeconfig with this context as its current one. */
  writeKubeconfig(server: string, context = "sample"): string {
    // The client speaks to a server without TLS only if it is told to trust whoever answers.
    const trust = server.startsWith("http:") ? { "insecure-skip-tls-verify": true } : {};
    const content = {
      "current-context": context,
      contexts: [{ name: context, context: { cluster: context, user: "me" } }],
      clusters: [{ name: context, cluster: { server, ...trust } }],
      users: [{ name: "me", user: {} }],
    };
    return this.write("kubeconfig", JSON.stringify(content));
  }

  run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    const cli = join(projectFolder, "bin", "operate", "cli.js");
    return runCommand(process.execPath, [cli, ...args], {
      cwd: this.folder,
      env: {
        HOME: this.home,
        PATH: this.path,
        KUBECONFIG: join(this.folder, "kubeconfig"),
        ENGINE_CALLS: this.calls,
        ...env,
      },
    });
  }

  /** The calls of the engine so far. */
  engineCalls(): EngineCall[] {
    const lines = existsSync(this.calls) ? readFileSync(this.calls, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line) as EngineCall);
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}
