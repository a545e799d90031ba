import { expect } from "chai";
import { marker, markdownText } from "../../../diff/markdown";
import type { Plan } from "../../../diff/plan";

function planOf(text: string, value = "new"): Plan {
  return {
    stack: "dev",
    chapters: [
      { frontEnd: "one", sentences: [{ weight: "object", grave: false, text, about: [] }] },
    ],
    steps: [
      {
        operation: "update",
        type: "kubernetes:core/v1:Service",
        kind: "Service",
        name: "one",
        changes: [{ path: "spec.x", before: "old", after: value }],
        replacedBy: [],
      },
    ],
  };
}

describe("the comment", () => {
  it("begins with the line that it is known by", () => {
    expect(markdownText([planOf("Something changes.")]).startsWith(marker)).to.equal(true);
  });

  it("has the plan open and the fields folded", () => {
    const text = markdownText([planOf("Something changes.")]);
    expect(text.indexOf("- Something changes.")).to.be.lessThan(text.indexOf("<details>"));
    expect(text).to.contain("spec.x: old → new");
  });

  it("leaves out the fields first where it would be too long", () => {
    const plans = Array.from({ length: 30 }, () => planOf("Something changes."));
    const text = markdownText(plans, 4_000);
    expect(text.length).to.be.at.most(6_000);
    expect(text.match(/Something changes/g)).to.have.lengthOf(30);
    expect(text).to.contain("left out, the comment would be too long");
  });

  for (const text of ["@everyone", "<img src=x>", "a | b", "[link](x)", "`code`", "**bold**"]) {
    it(`shows ${text} as it is`, () => {
      const [line = ""] = markdownText([planOf(text)])
        .split("\n")
        .filter((one) => one.startsWith("- "));
      expect(line.replace(/\\(?=[^A-Za-z0-9])/g, "").replaceAll("\u200b", "")).to.equal(
        `- ${text}`,
      );
      expect(line).not.to.equal(`- ${text}`);
    });
  }

  it("keeps a fence in a value from ending the block", () => {
    const text = markdownText([planOf("x", "a\n```\n# loud")]);
    expect(text).to.contain("````diff");
  });
});
