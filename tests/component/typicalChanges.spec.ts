import { expect } from "chai";
import { evaluate } from "../../diff/evaluation";
import { planBetween } from "../../diff/plan";
import type { Side } from "../../diff/side";
import { DiffProject, type FrontEndPlace } from "../support/diffProject";
import { typicalBase, typicalChanges, typicalMoves } from "../support/typicalChanges";

describe("the plan in words", () => {
  let project: DiffProject;
  let base: Side;

  function sideWith(args: object, place: FrontEndPlace = {}): Promise<Side> {
    project.stack({ ...typicalBase, ...args }, "dev", place);
    return evaluate({ cwd: project.folder, stack: "dev", key: "key" });
  }

  before(async () => {
    project = new DiffProject();
    base = await sideWith({});
  });

  after(() => {
    project.remove();
  });

  function expectPlan(side: Side, plan: readonly string[]): void {
    const { chapters } = planBetween(base, side);
    const sentences = chapters.flatMap((chapter) =>
      chapter.sentences.map(({ grave, text }) => `${grave ? "!" : ""}${text}`),
    );
    expect(sentences.map((text, i) => text.slice(0, (plan[i] ?? "").length))).to.deep.equal(
      plan,
      sentences.join("\n"),
    );
  }

  for (const { title, args, plan } of typicalChanges) {
    it(`is true of ${title}`, async () => {
      expectPlan(await sideWith(args), plan);
    });
  }

  for (const { title, args = {}, place, plan } of typicalMoves) {
    it(`is true of ${title}`, async () => {
      expectPlan(await sideWith(args, place), plan);
    });
  }
});
