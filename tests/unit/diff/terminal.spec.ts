import { expect } from "chai";
import { terminalText } from "../../../diff/terminal";
import { planOf, quietPlan, roleStep } from "../../support/plans";

describe("the plan at a terminal", () => {
  it("says of each stack that nothing changes", () => {
    expect(terminalText([quietPlan, { ...quietPlan, stack: "live" }])).to.equal(
      "Stack dev: nothing changes.\n\nStack live: nothing changes.\n",
    );
  });

  it("has sentences first, marked where they are grave, then fields", () => {
    expect(terminalText([planOf("!Something goes.", [roleStep("a", "b")])])).to.equal(
      [
        "Stack dev, front-end one:",
        "  ! Something goes.",
        "",
        "Fields:",
        "  ~ Role one",
        "      text: a → b",
        "",
      ].join("\n"),
    );
  });

  it("has the engine's sentence, or its plan with disagreements, below", () => {
    expect(terminalText([planOf("a", [], { missing: "no pulumi" })])).to.match(
      /\n\nPulumi's engine wasn't asked .*no pulumi\.\n$/,
    );
    const view = { chapters: planOf("b").chapters, steps: [], disagreements: ["drift"] };
    expect(terminalText([planOf("a", [], view)])).to.contain(
      "\nWhat Pulumi's engine says:\n  ≠ drift\nStack dev, front-end one:\n  - b",
    );
  });
});
