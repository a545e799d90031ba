import { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import { expect } from "chai";
import { type Alias, aliasMessage, aliasOf, formerUrns } from "../../../rehearse/aliases";

const parent = "urn:pulumi:dev::cloud::a:b:Parent::above";

describe("an alias in a message", () => {
  const forms: readonly Alias[] = [
    { urn: "urn:a" },
    { name: "old", type: "", parent },
    { name: "old", type: "", parent: "" },
    { name: "", type: "x:y:Z" },
  ];
  for (const alias of forms) {
    it(`is read as it is written: ${JSON.stringify(alias)}`, () => {
      const bytes = aliasMessage(alias).serializeBinary();
      expect(aliasOf(AliasMessage.deserializeBinary(bytes))).to.deep.equal(alias);
    });
  }
});

describe("URNs that a resource had before", () => {
  function urns(...aliases: Alias[]): string[] {
    const resource = {
      ...{ type: "a:b:C", name: "new", parent, provider: "", custom: true, existing: false },
      ...{ urn: "", inputs: {}, state: {}, sources: {}, secretOutputs: [], aliases },
    };
    return formerUrns(resource, "dev", "cloud").map((urn) =>
      urn.replace("urn:pulumi:dev::cloud::", ""),
    );
  }

  it("have the present type where only the name was another", () => {
    expect(urns({ name: "old", type: "", parent })).to.deep.equal(["a:b:Parent$a:b:C::old"]);
  });

  it("have the present name where only the type was another", () => {
    expect(urns({ name: "", type: "x:y:Z", parent })).to.deep.equal(["a:b:Parent$x:y:Z::new"]);
  });

  it("have the present parent where none is named", () => {
    expect(urns({ name: "old", type: "" })).to.deep.equal(["a:b:Parent$a:b:C::old"]);
  });

  it("have no types of parents where there was none, or the stack", () => {
    const stack = "urn:pulumi:dev::cloud::pulumi:pulumi:Stack::cloud-dev";
    expect(urns({ name: "", type: "", parent: "" })).to.deep.equal(["a:b:C::new"]);
    expect(urns({ name: "", type: "", parent: stack })).to.deep.equal(["a:b:C::new"]);
  });

  it("are those that the program writes", () => {
    expect(urns({ urn: "urn:pulumi:dev::cloud::q::old" })).to.deep.equal(["q::old"]);
  });
});
