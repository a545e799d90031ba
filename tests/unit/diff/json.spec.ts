import { expect } from "chai";
import { jsonText } from "../../../diff/json";
import { planOf, quietPlan, roleStep } from "../../support/plans";

describe("the plan for programs", () => {
  const parsed = (...plans: Parameters<typeof jsonText>[0]): unknown => JSON.parse(jsonText(plans));

  it("has a verdict, and nothing where nothing changes", () => {
    expect(parsed(quietPlan)).to.deep.equal({
      verdict: "nothing",
      stacks: [{ stack: "dev", plan: [], resources: [] }],
    });
  });

  it("has sentences with their topic, and resources with what changes", () => {
    const steps = [roleStep("a", "b")];
    expect(parsed(planOf("!Something goes.", steps))).to.deep.nested.include({
      verdict: "grave",
      "stacks[0].plan[0]": {
        frontEnd: "one",
        sentences: [{ topic: "object", grave: true, text: "Something goes." }],
      },
      "stacks[0].resources[0].changes": ["text: a → b"],
      "stacks[0].resources[0].formerName": "one",
    });
  });

  it("has what the engine says, or why it says nothing", () => {
    const view = { chapters: [], steps: [], disagreements: ["drift"] };
    expect(parsed(planOf("a", [], view))).to.deep.nested.include({
      "stacks[0].engine": { disagreements: ["drift"], plan: [], resources: [] },
    });
    expect(parsed(planOf("a", [], { missing: "no pulumi" }))).to.deep.nested.include({
      "stacks[0].engine": { missing: "no pulumi" },
    });
  });
});
