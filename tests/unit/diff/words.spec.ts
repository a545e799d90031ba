import { expect } from "chai";
import { secretMark } from "../../../diff/side";
import {
  chapterTitle,
  enginePart,
  fieldLine,
  fieldLines,
  orderedSteps,
  stepTitle,
} from "../../../diff/words";
import type { Json } from "../../../rehearse/json";
import { planOf, quietPlan, roleStep } from "../../support/plans";

describe("the words of a plan", () => {
  it("name stack and front-end", () => {
    expect(chapterTitle(quietPlan, undefined)).to.equal("Stack dev");
    expect(chapterTitle(quietPlan, "one")).to.equal("Stack dev, front-end one");
  });

  it("name a resource by what happens to it, and by its former name", () => {
    const step = roleStep("a", "b");
    expect(stepTitle(step)).to.equal("~ Role one");
    expect(stepTitle({ ...step, operation: "rename", name: "two" })).to.equal(
      "→ Role two (was one)",
    );
  });

  it("have the component first, then kinds by the alphabet", () => {
    const [b, a] = [roleStep("a", "b", "b"), roleStep("a", "b", "a")];
    const component = { ...b, kind: "OpenNebula" };
    expect(orderedSteps({ steps: [b, a, component] })).to.deep.equal([component, a, b]);
  });

  for (const [title, before, after, line] of [
    ["old and new value", 1, "b", "x: 1 → b"],
    ["what is added", undefined, "", 'x: added ""'],
    ["what is removed", ["a"], undefined, 'x: removed ["a"]'],
    ["a text in one line", "a\nb", "c", "x: a⏎b → c"],
    ["a secret as changed", secretMark("1"), secretMark("2"), "x: secret, changed"],
    ["a secret inside as added", undefined, { a: secretMark("1") }, "x: secret, added"],
  ] as const) {
    it(`show ${title}`, () => {
      expect(fieldLine({ path: "x", before: before as Json | undefined, after: after })).to.equal(
        line,
      );
    });
  }

  it("cut a long value", () => {
    expect(fieldLine({ path: "x", before: undefined, after: "a".repeat(500) })).to.have.lengthOf(
      170,
    );
  });

  it("have one line for what changes alike in several containers", () => {
    const changes = ["oned", "sshd"].map((name) => ({
      path: `spec.containers[${name}].image`,
      before: "a",
      after: "b",
    }));
    expect(fieldLines({ ...roleStep("a", "b"), changes })).to.deep.equal([
      "spec.containers[oned, sshd].image: a → b",
    ]);
  });
});

describe("the engine's part", () => {
  it("is nothing where it wasn't to be asked", () => {
    expect(enginePart(quietPlan)).to.equal(undefined);
  });

  it("is a sentence where it couldn't be asked, or says the same", () => {
    expect(enginePart(planOf("a", [], { missing: "no pulumi" }))).to.deep.equal({
      sentence: "Pulumi's engine wasn't asked about stack dev: no pulumi.",
    });
    const same = { chapters: planOf("a").chapters, steps: [], disagreements: [] };
    expect(enginePart(planOf("a", [], same))).to.deep.equal({
      sentence: "Pulumi's engine says the same of stack dev.",
    });
  });

  it("is a plan of its own, with each disagreement", () => {
    const { chapters } = planOf("b");
    expect(
      enginePart(planOf("a", [], { chapters, steps: [], disagreements: ["drift"] })),
    ).to.deep.equal({
      plan: { stack: "dev", chapters, steps: [] },
      disagreements: ["drift"],
    });
  });
});
