import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { eventually } from "./docker";
import { engineEnvironment, type EngineProject } from "./project";

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** One `pulumi up` in a process group of its own, which can be killed with all that it started. */
export class Update {
  private output = "";
  private readonly state: string;
  private readonly child: ChildProcess;
  private readonly ending: Promise<number | null>;

  constructor(project: EngineProject, flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    this.state = project.stateFile;
    const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"];
    this.child = spawn("pulumi", [...args, "--stack", project.stack.name, ...flags], {
      cwd: project.folder,
      detached: true,
      env: {
        ...process.env,
        ...engineEnvironment(project.folder),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (data: Buffer) => (this.output += data.toString()));
    }
    this.ending = new Promise((resolve) => this.child.on("close", resolve));
  }

  /** What the state says is being made, as "Service one". */
  private making(): string[] {
    const state = checkpoint(this.state);
    return (state?.latest?.pending_operations ?? []).map(({ resource }) => {
      const [type = "", name = ""] = resource.urn.split("::").slice(-2);
      return `${type.split(":").at(-1) ?? ""} ${name}`;
    });
  }

  /** Kills it while it makes a resource that isn't among those; answers which one, if it came to one. */
  async killedAtFirstBut(known: ReadonlySet<string>): Promise<string | undefined> {
    let found: string | undefined;
    const isThere = (): Promise<boolean> => {
      found = this.making().find((one) => !known.has(one));
      return Promise.resolve(found !== undefined || this.child.exitCode !== null);
    };
    await eventually("the update makes a resource or ends", isThere, 600, 5);
    if (found !== undefined && this.child.pid !== undefined) {
      process.kill(-this.child.pid, "SIGKILL");
    }
    await this.ending;
    // A file that was cut while it was written is the backend's matter: its copy from just before is what is left.
    if (checkpoint(this.state) === undefined) copyFileSync(`${this.state}.bak`, this.state);
    return found;
  }

  async ended(): Promise<Ended> {
    return { code: await this.ending, output: this.output };
  }
}

interface Checkpoint {
  readonly latest?: { readonly pending_operations?: { readonly resource: { urn: string } }[] };
}

/** The state that a file holds; undefined while it is being written, or after that was cut. */
function checkpoint(file: string): Checkpoint | undefined {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { checkpoint: Checkpoint }).checkpoint;
  } catch {
    return undefined;
  }
}
