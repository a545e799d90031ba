import { expect } from "chai";
import { inheritedKey, keyOfUrn, keyText, typeOf } from "../../../diff/key";

describe("the key of a resource", () => {
  for (const [urn, key] of [
    ["urn:pulumi:dev::cloud::a:b:C::one", "a:b:C::one"],
    ["urn:pulumi:dev::cloud::a:b:C$d:e:F::one", "a:b:C$d:e:F::one"],
    ["urn:pulumi:dev::cloud::pulumi:pulumi:Stack$a:b:C::one", "a:b:C::one"],
    ["urn:pulumi:dev::cloud::a:b:C::a::b", "a:b:C::a::b"],
  ] as const) {
    it(`of ${urn} is ${key}, whatever the stack`, () => {
      expect(keyText(keyOfUrn(urn))).to.equal(key);
    });
  }

  it("has a type of its own", () => {
    expect(typeOf(keyOfUrn("::::a:b:C$d:e:F::one"))).to.equal("d:e:F");
  });

  for (const [title, child, parent, former, expected] of [
    ["with the parent's former name", "P$C::one-data", "P::one", "P::old", "P$C::old-data"],
    ["under its own name", "P$C::data", "P::one", "P::old", "P$C::data"],
    ["below the parent's former type", "P$C::one", "P::one", "Q::one", "Q$C::one"],
    ["below the parent's former parents", "A$P$C::one", "A$P::one", "P::one", "P$C::one"],
  ] as const) {
    it(`was, ${title}`, () => {
      const [a, b, c] = [child, parent, former].map((key) => keyOfUrn(`::::${key}`));
      if (a === undefined || b === undefined || c === undefined) throw new Error("no keys");
      expect(keyText(inheritedKey(a, b, c))).to.equal(expected);
    });
  }
});
