import { expect } from "chai";
import { evaluate } from "../../diff/evaluation";
import { type Plan, planBetween } from "../../diff/plan";
import type { Side } from "../../diff/side";
import { DiffProject } from "../support/diffProject";
import { lifecycleProgram, lifecycleSteps, movedSteps } from "../support/lifecycle";

const plainProgram = `
const { core } = require("@pulumi/kubernetes");
new core.v1.ServiceAccount("one", { metadata: { name: "one" } });
`;

describe("the plan for what a program says of replacements", () => {
  let project: DiffProject;
  let former: Side;

  function sideWith(text: string, folder = "files"): Promise<Side> {
    project.stack({ text, folder });
    return evaluate({ cwd: project.folder, stack: "dev", key: "key" });
  }

  function textsOf(plan: Plan): string[] {
    return plan.chapters.flatMap(({ sentences }) =>
      sentences.map(({ grave, text }) => `${grave ? "!" : ""}${text}`),
    );
  }

  before(async () => {
    project = new DiffProject();
    project.write("index.js", lifecycleProgram);
    former = await sideWith("a");
  });

  after(() => {
    project.remove();
  });

  it("names what is replaced, and what isn't, and why", async () => {
    const plan = planBetween(former, await sideWith("b"));
    const steps = plan.steps.map(({ operation, kind, name }) => [operation, kind, name].join(" "));
    expect(steps).to.have.members(lifecycleSteps);
    expect(textsOf(plan)).to.include.members([
      "!Provider cluster is replaced (activeCluster).",
      "!Deployment any is replaced (replaceOnChanges spec.template.spec.containers[*].image).",
      "!Role companion is replaced (replaceWith Deployment field, which is replaced).",
      "!Role guest is replaced (deletedWith Deployment field, which is replaced).",
      "ConfigMap triggered is replaced (replacementTrigger).",
      "ConfigMap kept is replaced (data.text), and the former one stays.",
      "The stack lets go of Role gone, which stays in the cluster.",
    ]);
  });

  it("says of a provider that leads elsewhere what is made there", async () => {
    const plan = planBetween(former, await sideWith("a", "others"));
    const steps = plan.steps.map(({ operation, kind, name }) => [operation, kind, name].join(" "));
    expect(steps).to.have.members(movedSteps);
    expect(textsOf(plan)).to.include.members([
      "!Provider files is replaced (renderYamlToDirectory).",
      "!Role rooted is replaced (its provider files differs in renderYamlToDirectory).",
    ]);
  });

  it("says so of the provider that nobody declares, whose settings are in the stack's file", async () => {
    const sides: Side[] = [];
    for (const folder of ["files", "others"]) {
      project.write("Pulumi.dev.yaml", `config: { kubernetes:renderYamlToDirectory: ${folder} }`);
      project.write("index.js", plainProgram);
      sides.push(await evaluate({ cwd: project.folder, stack: "dev", key: "key" }));
    }
    project.write("index.js", lifecycleProgram);
    const [before = former, after = former] = sides;
    expect(textsOf(planBetween(before, after))).to.deep.equal([
      "!ServiceAccount one is replaced (its provider default differs in renderYamlToDirectory).",
    ]);
    expect(planBetween(before, before).steps).to.deep.equal([]);
  });

  it("is empty where nothing changes", async () => {
    expect(planBetween(former, await sideWith("a")).steps).to.deep.equal([]);
  });
});
