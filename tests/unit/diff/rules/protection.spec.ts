import { expect } from "chai";
import { protectionSentences } from "../../../../diff/rules/protection";
import type { Declared } from "../../../../diff/side";
import { changeOf, objectIn } from "../../../support/sides";

const isProtected = { lifecycle: { isProtected: true } };
const role = (name: string, inputs: object = {}): Declared => ({
  ...objectIn("one", "Role", { metadata: { name }, ...inputs }),
  ...isProtected,
});
const said = (before: Declared[], after: Declared[]): string[] =>
  protectionSentences(changeOf(before, after).steps).map(({ text }) => text);

describe("what is protected", () => {
  it("fails an update that deletes or replaces it", () => {
    const map = objectIn("one", "ConfigMap");
    expect(said([role("r"), { ...map, ...isProtected }], [role("s")])).to.deep.equal([
      "The update will fail: Role s and ConfigMap one are protected from being deleted or replaced. " +
        "Let an update without `protect` go first, or run `pulumi state unprotect` for them.",
    ]);
    expect(said([role("r")], [])[0])
      .to.contain("Role r is protected")
      .and.contain(" for it.");
  });

  it("may be made, changed in place, and replaced by an update that no longer protects it", () => {
    expect(said([], [role("r")])).to.deep.equal([]);
    expect(said([role("r")], [role("r", { rules: [1] })])).to.deep.equal([]);
    expect(said([role("r")], [{ ...role("s"), lifecycle: {} }])).to.deep.equal([]);
    expect(said([{ ...role("r"), lifecycle: {} }], [role("s")])).to.deep.equal([]);
  });

  it("isn't deleted first with another, whatever the update says of it", () => {
    const secret = (text: string): Declared => ({
      ...objectIn("one", "Secret", { metadata: { name: "s" }, stringData: { text } }),
    });
    const { typeChain, name } = secret("a");
    const deletedWith = `urn:pulumi:dev::cloud::${typeChain}::${name}`;
    const guest = (isGuarded: boolean): Declared => ({
      ...role("r"),
      lifecycle: { deletedWith, isProtected: isGuarded },
    });
    expect(said([secret("a"), guest(true)], [secret("b"), guest(false)])).to.have.lengthOf(1);
  });
});
