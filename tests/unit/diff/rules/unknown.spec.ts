import { expect } from "chai";
import { unknownRule } from "../../../../diff/rules/unknown";
import type { Declared } from "../../../../diff/side";
import { changeOf, objectIn, saidBy } from "../../../support/sides";

const map = (text: string): Declared => objectIn("one", "ConfigMap", { data: { text } });
const said = (before: string, after: string, existed = true): string[] =>
  saidBy(unknownRule, changeOf([map(before)], [map(after)], { existed }));

describe("the rule of what only an update knows", () => {
  for (const value of ["placeholder-for-one-key-pem", "one.load-balancer.invalid"]) {
    it(`names the field whose new value is ${value}`, () => {
      expect(said("a", value)).to.deep.equal([
        "Only the update knows the value of data.text of ConfigMap one.",
      ]);
    });
  }

  it("says nothing where that was so before, isn't so any more, or all is new", () => {
    expect(said("placeholder-for-a-x", "placeholder-for-b-x")).to.deep.equal([]);
    expect(said("placeholder-for-a-x", "b")).to.deep.equal([]);
    expect(said("a", "placeholder-for-a-x", false)).to.deep.equal([]);
  });
});
