import { expect } from "chai";
import { inputChanges, meaningsOf } from "../../../diff/folding";
import { keyText } from "../../../diff/key";
import { paired } from "../../../diff/pairs";
import { type Declared, secretMark } from "../../../diff/side";
import type { Json } from "../../../rehearse/json";
import { declared, sideOf } from "../../support/sides";

/** Fields of the last resource that differ; `renewed` are names of resources that are replaced. */
function changed(before: Declared[], after: Declared[], renewed: readonly string[] = []): string[] {
  const pairs = paired(sideOf(...before), sideOf(...after));
  const { before: old, after: now } = pairs[after.length - 1] ?? {};
  if (old === undefined || now === undefined) {
    throw new Error("the last resource is on one side alone");
  }
  const keys = after.filter(({ name }) => renewed.includes(name)).map(keyText);
  const changes = inputChanges(old, now, meaningsOf(pairs), new Set(keys));
  return changes.map(
    ({ path, before: from, after: to }) =>
      `${path}: ${JSON.stringify(from)} > ${JSON.stringify(to)}`,
  );
}

const map = (generatedName: string, name = "settings"): Declared =>
  declared(`v1:ConfigMap::${name}`, {}, { generatedName });
const pod = (value: Json, aliases: Declared["aliases"] = []): Declared =>
  declared("v1:Pod::one", { value }, { aliases });

describe("names that nobody chose", () => {
  it("are the resource that they stand for", () => {
    expect(
      changed([map("settings-1"), pod("settings-1")], [map("settings-2"), pod("settings-2")]),
    ).to.deep.equal([]);
  });

  it("are another one where the resource is replaced", () => {
    const [before, after] = [
      [map("settings-1"), pod("settings-1")],
      [map("settings-2"), pod("settings-2")],
    ];
    expect(changed(before, after, ["settings"])).to.deep.equal([
      'value: "ConfigMap settings" > "ConfigMap settings (new)"',
    ]);
  });

  it("stay where an alias says that the resource was called otherwise", () => {
    const renamed = {
      ...map("new-2", "new"),
      aliases: [{ typeChain: "v1:ConfigMap", name: "settings" }],
    };
    expect(changed([map("settings-1"), pod("settings-1")], [renamed, pod("new-2")])).to.deep.equal(
      [],
    );
    expect(
      changed([map("settings-1"), pod("settings-1")], [renamed, pod("new-2")], ["new"]),
    ).to.deep.equal(['value: "ConfigMap settings" > "ConfigMap new (new)"']);
  });
});

describe("values that a deployment makes", () => {
  const key = (name: string, former?: string): Declared =>
    declared(
      `tls:PrivateKey::${name}`,
      {},
      { aliases: former === undefined ? [] : [{ typeChain: "tls:PrivateKey", name: former }] },
    );
  const made = (name: string): string => `placeholder-for-${name}-pem`;

  it("are the same as long as their resource stays", () => {
    expect(
      changed([key("one-key"), pod(made("one-key"))], [key("one-key"), pod(made("one-key"))]),
    ).to.deep.equal([]);
  });

  it("are others where it is replaced, and not where one is replaced whose name begins the same", () => {
    const side = [declared("apps:StatefulSet::one"), key("one-key"), pod(made("one-key"))];
    expect(changed(side, side, ["one-key"])).to.have.lengthOf(1);
    expect(changed(side, side, ["one"])).to.deep.equal([]);
  });

  it("are the same under another name, by an alias", () => {
    const before = [key("one-key"), pod(made("one-key"))];
    expect(changed(before, [key("two-key", "one-key"), pod(made("two-key"))])).to.deep.equal([]);
    expect(
      changed(before, [key("one-key"), key("two-key"), pod(made("two-key"))]),
    ).to.have.lengthOf(1);
  });

  it("are the same in a secret too", () => {
    const secret = (name: string): Json => secretMark("a mark", [made(name)]);
    const before = [key("one-key"), pod(secret("one-key"))];
    expect(changed(before, [key("two-key", "one-key"), pod(secret("two-key"))])).to.deep.equal([]);
    expect(changed(before, [key("one-key"), pod(secret("one-key"))], ["one-key"])).to.have.lengthOf(
      1,
    );
  });
});
