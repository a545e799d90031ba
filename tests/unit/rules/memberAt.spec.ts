import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { isSameAt, memberAt } from "../../../components/rules/memberAt";

describe("a value deep inside others", () => {
  const later = pulumi.output(new Promise<string>(() => undefined));

  it("is found by its path, or isn't there", () => {
    expect(memberAt({ a: { b: 1 } }, ["a", "b"])).to.equal(1);
    expect(memberAt({ a: "text" }, ["a", "b"])).to.equal(undefined);
    expect(memberAt(undefined, ["a"])).to.equal(undefined);
  });

  it("is the same in two places, or another one, whatever its form", () => {
    expect(isSameAt(["a"], { a: { b: [1] } }, { a: { b: [1] } })).to.equal(true);
    expect(isSameAt(["a"], {}, {})).to.equal(true);
    expect(isSameAt(["a"], { a: 1 }, {})).to.equal(false);
    expect(isSameAt(["a", "b"], { a: { b: "x" } }, { a: { b: "y" } })).to.equal(false);
  });

  it("is neither where it is known later", () => {
    expect(isSameAt(["a", "b"], { a: { b: "x" } }, { a: later })).to.equal(undefined);
    expect(isSameAt(["a"], { a: "x" }, { a: pulumi.unknown })).to.equal(undefined);
  });
});
