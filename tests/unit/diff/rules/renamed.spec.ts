import { expect } from "chai";
import { renameSentences } from "../../../../diff/rules/renamed";
import type { Operation, Step } from "../../../../diff/steps";
import { objectIn } from "../../../support/sides";

function step(operation: Operation, kind: string, from: string, to: string): Step {
  const [before, after] = [objectIn("one", kind, {}, from), objectIn("one", kind, {}, to)];
  const type = after.type;
  return { operation, type, kind, name: to, before, after, changes: [], replacedBy: [] };
}

const textOf = (...steps: Step[]): string =>
  renameSentences(steps)
    .map(({ text }) => text)
    .join();

describe("the rule of aliases", () => {
  it("says nothing without one", () => {
    expect(renameSentences([step("update", "Role", "one", "one")])).to.deep.equal([]);
  });

  it("says who is called otherwise, and that nothing is replaced", () => {
    expect(textOf(step("rename", "Role", "one", "two"))).to.equal(
      "Renamed by an alias, nothing is replaced: Role one to two.",
    );
  });

  it("says who has other parents", () => {
    const { before, ...rest } = step("rename", "Role", "one", "one");
    if (before === undefined) throw new Error("no resource");
    const moved = { ...rest, before: { ...before, typeChain: before.type } };
    expect(textOf(moved)).to.equal("Moved by an alias, nothing is replaced: Role one.");
  });

  it("speaks of what also changes in place, and leaves that to others", () => {
    const [sentence] = renameSentences([step("update", "Role", "one", "two")]);
    expect(sentence?.text).to.contain("Role one to two");
    expect(sentence?.about).to.deep.equal([]);
  });

  it("doesn't say that nothing is replaced where something is", () => {
    expect(
      textOf(step("rename", "Role", "one", "two"), step("replace", "Service", "one", "two")),
    ).to.equal("Renamed by an alias, and not replaced: Role one to two.");
  });

  it("counts what would be too many names", () => {
    const steps = Array.from({ length: 8 }, (_, i) =>
      step("rename", "Role", `a${String(i)}`, `b${String(i)}`),
    );
    expect(textOf(...steps)).to.match(/Role a4 to b4 and 3 more\.$/);
  });
});
