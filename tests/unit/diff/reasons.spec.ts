import { expect } from "chai";
import type { Declared } from "../../../diff/side";
import { stepsBetween } from "../../../diff/steps";
import { declared, objectIn, sideOf } from "../../support/sides";

function said(before: Declared[], after: Declared[]): string[] {
  return stepsBetween(sideOf(...before), sideOf(...after)).map(
    ({ operation, kind, name, replacedBy }) => [operation, kind, name, ...replacedBy].join(" "),
  );
}

describe("the reason of a replacement", () => {
  it("is its provider, where that leads to another cluster", () => {
    const provider = (server: string, name = "p"): Declared =>
      declared(`pulumi:providers:kubernetes::${name}`, { activeCluster: server });
    const managed = (by: Declared | undefined): Declared => ({
      ...objectIn("one", "Role"),
      provider: by,
    });
    const [old, now, other] = [provider("a"), provider("b"), provider("a", "q")];
    expect(said([old, managed(old)], [now, managed(now)])).to.deep.equal([
      "replace Provider p activeCluster",
      "replace Role one its provider p differs in activeCluster",
    ]);
    expect(said([old, managed(old)], [old, other, managed(other)])).to.deep.equal([
      "create Provider q",
    ]);
    expect(said([old, managed(undefined)], [now, managed(now)])).to.deep.equal([
      "replace Provider p activeCluster",
    ]);
  });

  it("is another trigger, not the first one", () => {
    const armed = (trigger?: string): Declared => ({
      ...objectIn("one", "Role"),
      lifecycle: { trigger },
    });
    expect(said([armed("a")], [armed("b")])).to.deep.equal(["replace Role one replacementTrigger"]);
    expect(said([armed()], [armed("b")])).to.deep.equal([]);
    expect(said([armed("a")], [armed("a")])).to.deep.equal([]);
  });

  it("is a companion that is replaced, in turn", () => {
    const map = (text: string): Declared => objectIn("one", "ConfigMap", { data: { text } });
    const urnOf = ({ typeChain, name }: Declared): string =>
      `urn:pulumi:dev::cloud::${typeChain}::${name}`;
    const role = objectIn("one", "Role");
    const replacedWith = { ...role, lifecycle: { replacedWith: [urnOf(map("a"))] } };
    const guest = {
      ...objectIn("one", "Role", {}, "guest"),
      lifecycle: { deletedWith: urnOf(role) },
    };
    expect(said([map("a"), replacedWith, guest], [map("b"), replacedWith, guest])).to.deep.equal([
      "replace ConfigMap one data.text",
      "replace Role one replaceWith ConfigMap one, which is replaced",
      "replace Role guest deletedWith Role one, which is replaced",
    ]);
    expect(said([map("a"), replacedWith], [map("a"), replacedWith])).to.deep.equal([]);
  });
});
