import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { packageName } from "../../components/package";
import { evaluate } from "../../diff/evaluation";
import type { Side } from "../../diff/side";
import { EngineProject } from "./project";
import { type Repository, startRepository } from "./repository";
import { typicalBase, type TypicalChange, typicalChanges } from "./typicalChanges";

// The engine's front-end is built, and its hypervisors are names that nobody answers to.
const { image: _, storage: __, version: ___, ...given } = typicalBase;
const base = {
  ...given,
  storage: { size: "2Gi" },
  enrolment: { onFailure: "warn", timeoutSeconds: 10, preflight: false },
};

/** Typical changes without what the cluster hasn't got: another version needs another image, and a class has to be there. */
export const deployableChanges: readonly Pick<TypicalChange, "title" | "args">[] = typicalChanges
  .filter(({ args }) => args.version === undefined && args.storage?.storageClass !== "slow")
  .map(({ title, args }) => ({
    title,
    args: args.storage === undefined ? args : { ...args, storage: { size: "4Gi" } },
  }));

/** The front-end that typical changes begin with, deployed by the real engine. */
export class PlannedStack {
  private constructor(
    readonly name: string,
    readonly project: EngineProject,
    private readonly repository: Repository,
  ) {}

  static async deploy(name: string): Promise<PlannedStack> {
    const repository = await startRepository();
    const project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    const stack = new PlannedStack(name, project, repository);
    stack.configure({});
    await project.stack.up();
    return stack;
  }

  /** Declares these arguments beside those that are declared already. */
  configure(args: object): void {
    this.write((config) => {
      for (const [key, value] of Object.entries({ ...base, ...args })) {
        config[`${packageName}:${key}`] = value;
      }
    });
  }

  /** Takes back what was declared beside the base. */
  reset(args: object): void {
    this.write((config) => {
      for (const key of Object.keys(args)) Reflect.deleteProperty(config, `${packageName}:${key}`);
    });
    this.configure({});
  }

  /** What is declared now, as a comparison of two commits sees it. */
  side(): Promise<Side> {
    return evaluate({ cwd: this.project.folder, stack: "test", key: "key" });
  }

  async end(): Promise<void> {
    await this.repository.stop();
    await this.project.end(this.name);
  }

  // Lists and maps, which the engine's own command doesn't take whole.
  private write(change: (config: Record<string, unknown>) => void): void {
    const file = join(this.project.folder, "Pulumi.test.yaml");
    const content = load(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
    change(content.config);
    writeFileSync(file, dump(content));
  }
}
