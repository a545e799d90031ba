import { expect } from "chai";
import { componentType } from "../../../components/package";
import { planBetween, verdictOf } from "../../../diff/plan";
import { planOf, quietPlan, roleStep } from "../../support/plans";
import { declared, objectIn, sideOf } from "../../support/sides";

const component = declared(`${componentType}::one`, {}, { frontEnd: "one" });

describe("the plan of a stack", () => {
  it("is empty where nothing changes", () => {
    expect(planBetween(sideOf(component), sideOf(component))).to.deep.equal(quietPlan);
  });

  it("has a chapter for each front-end, and one for the rest, the gravest sentence first", () => {
    const before = sideOf(component, objectIn("one", "Role"), objectIn("one", "Service"));
    const after = sideOf(
      component,
      objectIn("one", "Role", { rules: "b" }),
      declared("a:b:C::other"),
    );
    const { chapters } = planBetween(before, after);
    expect(chapters.map(({ frontEnd }) => frontEnd)).to.deep.equal(["one", undefined]);
    expect(chapters[0]?.sentences.map(({ text }) => text)).to.deep.equal([
      "The Service one is deleted, and its address with it.",
      "Role one changes in place (rules).",
    ]);
    expect(chapters[1]?.sentences.map(({ text }) => text)).to.deep.equal(["C other is created."]);
  });

  it("says the same thing once", () => {
    const patch = (name: string) =>
      declared(`kubernetes:core/v1:NamespacePatch::${name}`, {
        kind: "Namespace",
        metadata: { name: "n" },
      });
    const { chapters } = planBetween(sideOf(patch("a"), patch("b")), sideOf());
    expect(chapters[0]?.sentences).to.have.lengthOf(1);
  });

  it("says that nobody here can read an encrypted value", () => {
    const [before, after] = ["a", "b"].map((mark) => ({
      ...sideOf(),
      sealed: { "cloud:x": mark },
    }));
    const plan = planBetween(before ?? sideOf(), after ?? sideOf());
    expect(plan.chapters[0]?.sentences[0]?.text).to.contain(
      "The encrypted value of cloud:x differs",
    );
  });

  it("is as grave as its worst sentence, the engine's among them", () => {
    expect(verdictOf([quietPlan])).to.equal("nothing");
    expect(verdictOf([quietPlan, planOf("a")])).to.equal("changes");
    expect(verdictOf([{ ...quietPlan, steps: [roleStep("a", "b")] }])).to.equal("changes");
    expect(verdictOf([planOf("!a"), quietPlan])).to.equal("grave");
    const engine = { chapters: planOf("!a").chapters, steps: [], disagreements: [] };
    expect(verdictOf([{ ...quietPlan, engine }])).to.equal("grave");
    expect(verdictOf([{ ...quietPlan, engine: { missing: "x" } }])).to.equal("nothing");
  });
});
