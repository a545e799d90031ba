import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { packageName } from "../../components/package";
import { evaluate } from "../../diff/evaluation";
import type { Side } from "../../diff/side";
import type { Storage } from "../../index";
import { isObject } from "../../rehearse/json";
import { kubectl, listOf } from "./kubectl";
import { EngineProject } from "./project";
import { type Repository, startRepository } from "./repository";
import { typicalBase, type TypicalChange, typicalChanges } from "./typicalChanges";

/** The class of the front-end's claim, and another one, both of which the tests make. */
export const claimClass = "outcome-grows";
export const otherClass = "outcome-other";

// The engine's front-end is built, and its hypervisors are names that nobody answers to.
const { image: _, storage: __, version: ___, ...given } = typicalBase;
const base = {
  ...given,
  storage: { size: "2Gi", storageClass: claimClass },
  enrolment: { onFailure: "warn", timeoutSeconds: 10, preflight: false },
};

/** Typical changes as the test's cluster can carry them out; another version needs packages of its own. */
export const deployableChanges: readonly Pick<TypicalChange, "title" | "args">[] = typicalChanges
  .filter(({ args }) => args.version === undefined)
  .map(({ title, args: { image, storage, ...args } }) => ({
    title,
    args: {
      ...args,
      ...(image?.pullPolicy === undefined ? {} : { image: { pullPolicy: image.pullPolicy } }),
      ...(storage === undefined ? {} : { storage: deployableStorage(storage) }),
    },
  }));

/** Classes like the cluster's own first one, whose claims may grow. */
async function makeClasses(): Promise<void> {
  const path = "jsonpath={.items[0].provisioner}";
  const provisioner = await kubectl(["get", "storageclass", "-o", path]);
  const classes = [claimClass, otherClass].map((name) => ({
    ...{ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name } },
    ...{ provisioner, volumeBindingMode: "WaitForFirstConsumer", allowVolumeExpansion: true },
  }));
  await kubectl(["apply", "-f", "-"], { input: listOf(classes) });
}

function deployableStorage({ size, storageClass }: Storage): Storage {
  const { size: formerSize, storageClass: formerClass } = typicalBase.storage ?? {};
  return {
    size: size === formerSize ? base.storage.size : "4Gi",
    storageClass: storageClass === formerClass ? claimClass : otherClass,
  };
}

/** The front-end that typical changes begin with, deployed by the real engine. */
export class PlannedStack {
  private image: unknown;

  private constructor(
    readonly name: string,
    readonly project: EngineProject,
    private readonly repository: Repository,
  ) {}

  static async deploy(name: string): Promise<PlannedStack> {
    const stack = await PlannedStack.prepare(name);
    await stack.project.stack.up();
    return stack;
  }

  /** Declares the front-end, and deploys nothing. */
  static async prepare(name: string): Promise<PlannedStack> {
    const repository = await startRepository();
    const project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    const stack = new PlannedStack(name, project, repository);
    await makeClasses();
    stack.write((config) => {
      stack.image = config[`${packageName}:image`];
    });
    stack.configure({});
    return stack;
  }

  /** Declares these arguments beside those that are declared already. */
  configure(args: object): void {
    this.write((config) => {
      for (const [name, value] of Object.entries({ ...base, ...args })) {
        const key = `${packageName}:${name}`;
        // How the image is built is the project's own.
        config[key] = name === "image" ? merged(config[key], value) : value;
      }
    });
  }

  /** Takes back what was declared beside the base. */
  reset(args: object): void {
    this.write((config) => {
      for (const key of Object.keys(args)) Reflect.deleteProperty(config, `${packageName}:${key}`);
      config[`${packageName}:image`] = this.image;
    });
    this.configure({});
  }

  /** Calls the component otherwise from now on, with its present name as an alias; its namespace stays. */
  rename(name: string, args: object): void {
    const program = join(this.project.folder, "stack", "index.ts");
    const text = readFileSync(program, "utf8");
    const aliases = `{ aliases: [{ name: "${this.name}" }] }`;
    writeFileSync(program, text.replace("(name, args)", `(name, args, ${aliases})`));
    this.configure({ ...args, name, namespace: this.name });
  }

  /** What is declared now, as a comparison of two commits sees it. */
  side(): Promise<Side> {
    return evaluate({ cwd: this.project.folder, stack: "test", key: "key" });
  }

  async end(): Promise<void> {
    await this.repository.stop();
    await this.project.end(this.name);
    await kubectl(["delete", "storageclass", claimClass, otherClass, "--ignore-not-found"]);
  }

  // Lists and maps, which the engine's own command doesn't take whole.
  private write(change: (config: Record<string, unknown>) => void): void {
    const file = join(this.project.folder, "Pulumi.test.yaml");
    const content = load(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
    change(content.config);
    writeFileSync(file, dump(content));
  }
}

function merged(one: unknown, other: unknown): unknown {
  if (!isObject(one) || !isObject(other)) return other;
  const entries = Object.entries(other).map(([key, value]) => [key, merged(one[key], value)]);
  return { ...one, ...(Object.fromEntries(entries) as object) };
}
