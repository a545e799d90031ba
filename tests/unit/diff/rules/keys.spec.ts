import { expect } from "chai";
import { keysRule } from "../../../../diff/rules/keys";
import type { Declared } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";
import { changeOf, declared, objectIn, saidBy } from "../../../support/sides";

const secret = (name: string, stringData: JsonObject): Declared =>
  objectIn("one", "Secret", { stringData }, name);
const key = (name: string, rsaBits: number): Declared =>
  declared(`tls:index/privateKey:PrivateKey::${name}`, { rsaBits });
const password = (name: string): Declared =>
  declared(`random:index/randomPassword:RandomPassword::${name}`);

const said = (before: Declared[], after: Declared[]): string[] =>
  saidBy(keysRule, changeOf(before, after));

describe("the rule of keys", () => {
  for (const [name, field, beginning] of [
    ["one-credentials", "oneadmin-password", "!oneadmin's password changes"],
    ["one-credentials", "ssh-private-key", "!oneadmin's SSH key changes"],
    ["one-host-key", "ssh_host_key", "!The front-end's SSH host key changes"],
  ] as const) {
    it(`says who is refused after another ${field}`, () => {
      const [text = ""] = said([secret(name, { [field]: "a" })], [secret(name, { [field]: "b" })]);
      expect(text).to.contain(beginning);
    });
  }

  it("says which keys are made, made again and thrown away", () => {
    expect(said([], [key("a", 4096)])).to.deep.equal(["A key is made: a."]);
    expect(said([key("a", 2048)], [key("a", 4096)])).to.deep.equal([
      "!The key a is made again, and the former one is lost.",
    ]);
    expect(said([key("a", 4096)], [])).to.deep.equal(["!The key a is thrown away."]);
  });

  it("says whose password it is from now on", () => {
    expect(said([], [password("a")])).to.deep.equal(["A password is made for oneadmin."]);
    expect(said([password("a")], [])[0]).to.match(/thrown away; the given one is used\.$/);
    expect(said([password("a")], [password("b")])).to.deep.equal([
      "A password is made for oneadmin.",
      "The password that was made for oneadmin is thrown away.",
    ]);
  });

  it("says nothing of a front-end that comes or goes", () => {
    const change = changeOf([], [key("a", 4096)], { existed: false });
    expect(saidBy(keysRule, change)).to.deep.equal([]);
  });
});
