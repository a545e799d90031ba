import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as automation from "@pulumi/pulumi/automation";
import { packageRoot } from "../../components/package/packageRoot";
import { outputOf } from "./command";
import { testRegistry } from "./needs";
import type { Repository } from "./repository";

const sources = [
  "package.json",
  "tsconfig.json",
  "schema.json",
  "index.ts",
  "components",
  "stack",
  "docker",
  "Pulumi.yaml",
];

/** This repository's own stack, in a copy with a state of its own, under the real engine. */
export class EngineProject {
  private constructor(
    readonly folder: string,
    readonly stack: automation.Stack,
  ) {}

  static async create(stackName: string): Promise<EngineProject> {
    const folder = mkdtempSync(join(tmpdir(), "opennebula-engine-"));
    const root = packageRoot();
    for (const path of sources) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    useInstalledEngine();
    const stack = await automation.LocalWorkspace.createOrSelectStack(
      { stackName, workDir: folder },
      { envVars: engineEnvironment(folder) },
    );
    return new EngineProject(folder, stack);
  }

  /** Sets configuration by path, such as "image.build.registry". */
  async configure(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, value] of Object.entries(values)) {
      await this.stack.setConfig(path, { value }, true);
    }
  }

  /** Configures what every front-end of the tests needs, in a namespace of its name. */
  async configureFrontEnd(name: string, repository: Repository): Promise<void> {
    await this.configure({
      name,
      version: repository.version,
      "image.build.registry": testRegistry() ?? "",
      "image.build.network": "host",
      "image.build.packageRepository": repository.url,
      "image.build.packageKey": repository.keyUrl,
      "expose.type": "LoadBalancer",
      "storage.size": "2Gi",
    });
  }

  /** Takes everything away, the kept namespace too. */
  async end(name: string): Promise<void> {
    await this.stack.destroy();
    this.remove();
    await outputOf("kubectl", ["delete", "namespace", name, "--wait=false", "--ignore-not-found"]);
  }

  async configureSecret(path: string, value: string): Promise<void> {
    await this.stack.setConfig(path, { value, secret: true }, true);
  }

  /** The file in which the backend keeps the state. */
  get stateFile(): string {
    const project = "opennebula-kubernetes";
    return join(this.folder, ".pulumi", "stacks", project, `${this.stack.name}.json`);
  }

  /** All that the backend keeps on disk: state, its backups and the history. */
  stateText(): string {
    const backend = join(this.folder, ".pulumi");
    const files = readdirSync(backend, { recursive: true, withFileTypes: true });
    return files
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Takes npm's own wrapper of the CLI off PATH, which downloads an engine of its own. */
export function useInstalledEngine(): void {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  process.env["PATH"] = folders
    .filter((folder) => !folder.includes("node_modules"))
    .join(delimiter);
}

/** A state and a passphrase that belong to one test run alone. */
export function engineEnvironment(folder: string): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "only for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** What the engine said of a run that must fail. */
export async function failureOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("The run was expected to fail, and it succeeded.");
}
