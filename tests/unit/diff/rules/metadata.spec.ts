import { expect } from "chai";
import { isLabelled, labelSentences } from "../../../../diff/rules/metadata";
import type { Declared } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";
import { changeOf, objectIn } from "../../../support/sides";

const role = (metadata: JsonObject, more: JsonObject = {}, name = "one"): Declared =>
  objectIn("one", "Role", { metadata, ...more }, name);
const labelled = (team: string, name = "one"): Declared => role({ labels: { team } }, {}, name);

describe("the rule of labels", () => {
  it("knows a step in which nothing else changes", () => {
    const [step] = changeOf([labelled("a")], [labelled("b")]).steps;
    const [other] = changeOf(
      [labelled("a")],
      [role({ labels: { team: "b" } }, { rules: [] })],
    ).steps;
    expect(step === undefined || isLabelled(step)).to.equal(true);
    expect(other === undefined || isLabelled(other)).to.equal(false);
  });

  it("has one sentence for all of them", () => {
    const names = ["one", "two"];
    const sides = ["a", "b"].map((team) => names.map((name) => labelled(team, name)));
    const { steps } = changeOf(sides[0] ?? [], sides[1] ?? []);
    expect(labelSentences(steps).map(({ text }) => text)).to.deep.equal([
      "Nothing but labels.team of 2 objects changes, in place.",
    ]);
    expect(labelSentences(steps.slice(1))[0]?.text).to.contain("of one object changes");
  });

  it("says nothing without a step", () => {
    expect(labelSentences([])).to.deep.equal([]);
  });
});
