import { expect } from "chai";
import { keyOfUrn } from "../../../diff/key";
import type { Declared } from "../../../diff/side";
import { stepsBetween } from "../../../diff/steps";
import { objectIn, sideOf } from "../../support/sides";

function said(before: Declared[], after: Declared[]): string[] {
  return stepsBetween(sideOf(...before), sideOf(...after)).map(
    ({ operation, kind, name, replacedBy }) => [operation, kind, name, ...replacedBy].join(" "),
  );
}

const map = (text: string, generatedName = "one-1"): Declared => ({
  ...objectIn("one", "ConfigMap", { data: { text } }),
  generatedName,
});
const set = (volume: string): Declared =>
  objectIn("one", "StatefulSet", { spec: { template: { volume } } });

describe("the steps between two sides", () => {
  it("are none where nothing changes", () => {
    expect(said([map("a")], [map("a", "one-2")])).to.deep.equal([]);
  });

  it("make and delete what is on one side alone", () => {
    expect(said([objectIn("one", "Role")], [objectIn("one", "Secret")])).to.deep.equal([
      "create Secret one",
      "delete Role one",
    ]);
  });

  it("change in place what can be", () => {
    expect(said([set("a")], [set("b")])).to.deep.equal(["update StatefulSet one"]);
  });

  it("replace what can't, by which field", () => {
    expect(said([map("a")], [map("b")])).to.deep.equal(["replace ConfigMap one data.text"]);
  });

  it("follow a replacement to what refers to it", () => {
    const before = [map("a", "one-1"), set("one-1")];
    const after = [map("b", "one-2"), set("one-2")];
    expect(said(before, after)).to.deep.equal([
      "replace ConfigMap one data.text",
      "update StatefulSet one",
    ]);
  });

  it("rename what is the same under an alias", () => {
    const { typeChain } = objectIn("one", "Role");
    const renamed = {
      ...objectIn("one", "Role", {}, "two"),
      aliases: [keyOfUrn(`::::${typeChain}::one`)],
    };
    expect(said([objectIn("one", "Role")], [renamed])).to.deep.equal(["rename Role two"]);
  });
});
