import { expect } from "chai";
import { type Alias, aliasesOf, formerUrns } from "../../../rehearse/aliases";

const parent = "urn:pulumi:dev::cloud::a:b:Parent::above";
const spec = (name: string, type: string, parentUrn: string) => ({
  getUrn: () => "",
  getSpec: () => ({ getName: () => name, getType: () => type, getParenturn: () => parentUrn }),
});
const whole = (urn: string) => ({ getUrn: () => urn, getSpec: () => undefined });

describe("aliases in a message", () => {
  it("are told apart, or whole URNs", () => {
    const message = {
      getAliasesList: () => [spec("old", "", parent), whole("urn:a")],
      getAliasurnsList: () => [],
    };
    expect(aliasesOf(message)).to.deep.equal([{ name: "old", type: "", parent }, { urn: "urn:a" }]);
  });

  it("are URNs alone in one of an older SDK", () => {
    expect(aliasesOf({ getAliasurnsList: () => ["urn:a"] })).to.deep.equal([{ urn: "urn:a" }]);
  });
});

describe("URNs that a resource had before", () => {
  function urns(...aliases: Alias[]): string[] {
    const resource = {
      ...{ type: "a:b:C", name: "new", parent, provider: "", custom: true, existing: false },
      ...{ urn: "", inputs: {}, state: {}, secretOutputs: [], aliases },
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

  it("have no types of parents where there was none, or the stack", () => {
    const stack = "urn:pulumi:dev::cloud::pulumi:pulumi:Stack::cloud-dev";
    expect(urns({ name: "", type: "", parent: "" })).to.deep.equal(["a:b:C::new"]);
    expect(urns({ name: "", type: "", parent: stack })).to.deep.equal(["a:b:C::new"]);
  });

  it("are those that the program writes", () => {
    expect(urns({ urn: "urn:pulumi:dev::cloud::q::old" })).to.deep.equal(["q::old"]);
  });
});
