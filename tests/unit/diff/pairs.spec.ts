import { expect } from "chai";
import { keyOfUrn, keyText } from "../../../diff/key";
import { isRenamed, paired } from "../../../diff/pairs";
import type { Declared } from "../../../diff/side";
import { declared, sideOf } from "../../support/sides";

const key = (text: string): ReturnType<typeof keyOfUrn> => keyOfUrn(`::::${text}`);

function said(before: Declared[], after: Declared[]): string[] {
  return paired(sideOf(...before), sideOf(...after)).map((pair) => {
    const texts = [pair.before, pair.after].map((one) => (one === undefined ? "" : keyText(one)));
    return texts.join(" > ");
  });
}

describe("what a resource was before", () => {
  it("has the same name and parents", () => {
    expect(said([declared("A::one")], [declared("A::one")])).to.deep.equal(["A::one > A::one"]);
  });

  it("is nothing without an alias: one is deleted and one is made", () => {
    expect(said([declared("A::one")], [declared("A::two")])).to.deep.equal([
      " > A::two",
      "A::one > ",
    ]);
  });

  it("is what an alias names", () => {
    const renamed = declared("A::two", {}, { aliases: [key("A::none"), key("A::one")] });
    expect(said([declared("A::one")], [renamed])).to.deep.equal(["A::one > A::two"]);
  });

  it("is its own name before an alias, and nobody's twice", () => {
    const before = [declared("A::one"), declared("A::two")];
    const after = [declared("A::two", {}, { aliases: [key("A::one")] }), declared("A::one")];
    expect(said(before, after)).to.deep.equal(["A::two > A::two", "A::one > A::one"]);
  });

  it("is inherited from the parent's alias, and from that one's parent", () => {
    const before = [declared("P::old"), declared("P$C::old-x"), declared("P$C$G::old-x-y")];
    const after = [
      declared("P::new", {}, { aliases: [key("P::old")] }),
      declared("P$C::new-x", {}, { parent: key("P::new") }),
      declared("P$C$G::new-x-y", {}, { parent: key("P$C::new-x") }),
    ];
    expect(said(before, after)).to.deep.equal([
      "P::old > P::new",
      "P$C::old-x > P$C::new-x",
      "P$C$G::old-x-y > P$C$G::new-x-y",
    ]);
  });

  it("is inherited together with an alias of its own", () => {
    const before = [declared("P::old"), declared("P$C::old-a")];
    const after = [
      declared("P::new", {}, { aliases: [key("P::old")] }),
      declared("P$C::new-b", {}, { parent: key("P::new"), aliases: [key("P$C::new-a")] }),
    ];
    expect(said(before, after)[1]).to.equal("P$C::old-a > P$C::new-b");
  });

  it("is another one only where name or parents differ", () => {
    const [one, two] = [declared("A::one"), declared("A::two")];
    expect(isRenamed({ before: one, after: two })).to.equal(true);
    expect(isRenamed({ before: one, after: one })).to.equal(false);
    expect(isRenamed({ after: two })).to.equal(false);
  });
});
