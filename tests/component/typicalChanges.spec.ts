import { expect } from "chai";
import { evaluate } from "../../diff/evaluation";
import { planBetween } from "../../diff/plan";
import type { Side } from "../../diff/side";
import { DiffProject } from "../support/diffProject";
import { typicalBase, typicalChanges } from "../support/typicalChanges";

describe("the plan in words", () => {
  let project: DiffProject;
  let base: Side;

  function sideWith(args: object): Promise<Side> {
    project.stack({ ...typicalBase, ...args });
    return evaluate({ cwd: project.folder, stack: "dev", key: "key" });
  }

  before(async () => {
    project = new DiffProject();
    base = await sideWith({});
  });

  after(() => {
    project.remove();
  });

  for (const { title, args, plan } of typicalChanges) {
    it(`is true of ${title}`, async () => {
      const { chapters } = planBetween(base, await sideWith(args));
      const sentences = chapters.flatMap((chapter) =>
        chapter.sentences.map(({ grave, text }) => `${grave ? "!" : ""}${text}`),
      );
      expect(sentences.map((text, i) => text.slice(0, (plan[i] ?? "").length))).to.deep.equal(
        plan,
        sentences.join("\n"),
      );
    });
  }
});
