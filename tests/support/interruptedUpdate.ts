import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { eventually } from "./docker";
import { engineEnvironment, type EngineProject } from "./project";

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** One `pulumi up` in a process group of its own, which can be killed with all that it started. */
export class Update {
  private output = "";
  private readonly events: string;
  private readonly child: ChildProcess;
  private readonly ending: Promise<number | null>;

  constructor(
    project: EngineProject,
    serial: number,
    flags: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
  ) {
    this.events = join(project.folder, `events-${serial}.json`);
    const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];
    const further = ["--stack", project.stack.name, "--event-log", this.events, ...flags];
    this.child = spawn("pulumi", [...args, ...further], {
      cwd: project.folder,
      detached: true,
      env: {
        ...process.env,
        ...engineEnvironment(project.folder),
        PULUMI_DEBUG_COMMANDS: "true",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (data: Buffer) => (this.output += data.toString()));
    }
    this.ending = new Promise((resolve) => this.child.on("close", resolve));
  }

  /** What it is making or has made, as "Service one". */
  begun(): string[] {
    if (!existsSync(this.events)) return [];
    const lines = readFileSync(this.events, "utf8")
      .split("\n")
      .filter((line) => line.endsWith("}"));
    return lines
      .map((line) => (JSON.parse(line) as EngineEvent).resourcePreEvent?.metadata)
      .filter((metadata) => metadata?.op === "create")
      .map((metadata) => {
        const [type = "", name = ""] = metadata?.urn.split("::").slice(-2) ?? [];
        return `${type.split(":").at(-1) ?? ""} ${name}`;
      });
  }

  /** Kills it while it makes the first resource that isn't among those; answers which one, if it came to one. */
  async killedAtFirstBut(known: ReadonlySet<string>): Promise<string | undefined> {
    const next = (): string | undefined => this.begun().find((one) => !known.has(one));
    const isOver = (): boolean => this.child.exitCode !== null;
    await eventually(
      "the update makes a resource",
      () => Promise.resolve(next() !== undefined || isOver()),
      600,
      20,
    );
    const found = next();
    if (found !== undefined && this.child.pid !== undefined) {
      process.kill(-this.child.pid, "SIGKILL");
    }
    await this.ending;
    return found;
  }

  async ended(): Promise<Ended> {
    return { code: await this.ending, output: this.output };
  }
}
