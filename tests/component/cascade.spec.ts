import { expect } from "chai";
import { evaluate } from "../../diff/evaluation";
import { type Plan, planBetween } from "../../diff/plan";
import type { Side } from "../../diff/side";
import { cascadingProgram, cascadingSteps } from "../support/cascade";
import { DiffProject } from "../support/diffProject";

describe("the plan for objects of a program's own", () => {
  let project: DiffProject;
  let plan: Plan;

  function sideWith(text: string): Promise<Side> {
    project.stack({ text });
    return evaluate({ cwd: project.folder, stack: "dev", key: "key" });
  }

  before(async () => {
    project = new DiffProject();
    project.write("index.js", cascadingProgram);
    plan = planBetween(await sideWith("a"), await sideWith("bc"));
  });

  after(() => {
    project.remove();
  });

  it("names what is replaced together with a Secret that keeps its name", () => {
    const steps = plan.steps.map(({ operation, kind, name }) => [operation, kind, name].join(" "));
    expect(steps.sort()).to.deep.equal(cascadingSteps);
  });

  it("says why", () => {
    const sentences = plan.chapters.flatMap((chapter) => chapter.sentences);
    const texts = sentences.filter(({ grave }) => grave).map(({ text }) => text);
    expect(texts).to.include(
      "StatefulSet set is replaced (takes spec from Secret kept, which is deleted first).",
    );
  });
});
