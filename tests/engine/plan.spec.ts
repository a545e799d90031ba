import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { dump, load } from "js-yaml";
import { packageName } from "../../components/package";
import { evaluate } from "../../diff/evaluation";
import { planBetween } from "../../diff/plan";
import { restarts } from "../../diff/rules/restart";
import type { Side } from "../../diff/side";
import { className } from "../../rehearse/registration";
import { Changes } from "../support/changes";
import { outputOf } from "../support/command";
import { EngineProject } from "../support/project";
import { type Repository, startRepository } from "../support/repository";
import { typicalBase, typicalChanges, type TypicalChange } from "../support/typicalChanges";

const namespace = "plan-test";

// The engine's front-end is built, and its hypervisors are names that nobody answers to.
const { image: _, storage: __, version: ___, ...given } = typicalBase;
const base = {
  ...given,
  storage: { size: "2Gi" },
  enrolment: { onFailure: "warn", timeoutSeconds: 10, preflight: false },
};

// Another version needs another image, and another class the cluster has to have.
const changes = typicalChanges.filter(
  ({ args }) => args.version === undefined && args.storage?.storageClass !== "slow",
);
const carriedOut = ["source ranges", "a label", "a setting", "another hostname"];

async function podIdentity(): Promise<string> {
  const path = "jsonpath={.metadata.uid}";
  return outputOf("kubectl", ["get", "pod", `${namespace}-0`, "-n", namespace, "-o", path]);
}

describe("the plan in words beside the real engine", function () {
  let project: EngineProject;
  let repository: Repository;
  let deployed: Side;

  // Lists and maps, which the engine's own command doesn't take whole.
  function write(change: (config: Record<string, unknown>) => void): void {
    const file = join(project.folder, "Pulumi.test.yaml");
    const content = load(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
    change(content.config);
    writeFileSync(file, dump(content));
  }

  function configure(args: object): void {
    write((config) => {
      for (const [key, value] of Object.entries({ ...base, ...args })) {
        config[`${packageName}:${key}`] = value;
      }
    });
  }

  function reset(args: object): void {
    write((config) => {
      for (const key of Object.keys(args)) Reflect.deleteProperty(config, `${packageName}:${key}`);
    });
    configure({});
  }

  const side = (): Promise<Side> => evaluate({ cwd: project.folder, stack: "test", key: "key" });

  function argsOf({ args }: TypicalChange): object {
    return args.storage === undefined ? args : { ...args, storage: { size: "4Gi" } };
  }

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(namespace, repository);
    configure({});
    await project.stack.up();
    deployed = await side();
  });

  after(async () => {
    await repository.stop();
    await project.end(namespace);
  });

  for (const change of changes) {
    it(`names the resources that the engine changes for ${change.title}`, async () => {
      configure(argsOf(change));
      const { steps } = planBetween(deployed, await side());
      const said = new Changes();
      try {
        await project.stack.preview({ onEvent: said.onEvent });
      } finally {
        reset(change.args);
      }
      const planned = steps.map(
        ({ operation, type, name }) => `${operation} ${className(type)} ${name}`,
      );
      // Providers that nobody declares come and go with their last resource.
      const changed = said.all.filter((line) => !/ default_\d/.test(line));
      expect(planned.sort()).to.deep.equal(changed);
    });
  }

  for (const change of changes.filter(({ title }) => carriedOut.includes(title))) {
    it(`says whether the pod starts again for ${change.title}`, async () => {
      configure(argsOf(change));
      const plan = planBetween(deployed, await side());
      const pod = await podIdentity();
      await project.stack.up();
      const isNew = (await podIdentity()) !== pod;
      reset(change.args);
      await project.stack.up();
      const text = plan.chapters.flatMap(({ sentences }) => sentences.map((one) => one.text));
      expect(text.some((sentence) => sentence.includes(restarts))).to.equal(isNew);
    });
  }
});
