import { expect } from "chai";
import { componentType } from "../../../../components/package";
import { lifeRule } from "../../../../diff/rules/frontEnd";
import { changeOf, declared, objectIn, saidBy } from "../../../support/sides";

const component = declared(`${componentType}::one`);
const role = objectIn("one", "Role");

describe("the rule of a front-end's life", () => {
  it("says that one is new, with how many resources", () => {
    const change = changeOf([], [component, role], { existed: false });
    expect(saidBy(lifeRule, change)).to.deep.equal([
      "A new front-end, one, is created with 1 resources.",
    ]);
  });

  it("says that one goes, and leaves its claim to another rule", () => {
    const claim = objectIn("one", "PersistentVolumeClaim");
    const change = changeOf([component, role, claim], [], { exists: false });
    expect(saidBy(lifeRule, change)[0]).to.match(
      /^!The front-end one is deleted\. Virtual machines go on/,
    );
    expect(lifeRule(change)[0]?.about.map(({ kind }) => kind)).not.to.include(
      "PersistentVolumeClaim",
    );
  });

  it("says that one is made again where no alias tells that it is the same", () => {
    const moved = declared(`cloud:index:Cloud$${componentType}::one`);
    expect(saidBy(lifeRule, changeOf([component], [moved]))[0]).to.match(
      /^!The front-end one is deleted, and made again/,
    );
  });

  it("says nothing of one that stays", () => {
    expect(saidBy(lifeRule, changeOf([component], [component]))).to.deep.equal([]);
  });
});
