import { expect } from "chai";
import { keyOf, keyRule } from "../../../components/configuration/key";

describe("A key of a configuration file", () => {
  for (const [path, levels, word] of [
    ["PORT", ["PORT"], "PORT"],
    ["LOG/DEBUG_LEVEL", ["LOG", "DEBUG_LEVEL"], "LOG/DEBUG_LEVEL"],
    ["/LOG//DEBUG_LEVEL/", ["LOG", "DEBUG_LEVEL"], "/LOG//DEBUG_LEVEL/"],
    [":log/:level", [":log", ":level"], ":log/:level"],
    ['VM_MAD/"kvm"/THREADS', ["VM_MAD", '"kvm"', "THREADS"], 'VM_MAD/"kvm"/THREADS'],
    ["server 1/:host", ["server 1", ":host"], '"server 1/:host"'],
    ['"server 1/:host"', ["server 1", ":host"], '"server 1/:host"'],
    ['"PORT"', ["PORT"], "PORT"],
    ["two  blanks", ["two  blanks"], '"two  blanks"'],
    ['TM_MAD_CONF/"my tm"/X', ["TM_MAD_CONF", '"my tm"', "X"], '"TM_MAD_CONF/\\"my tm\\"/X"'],
    ['"TM_MAD_CONF/\\"a b\\"/X"', ["TM_MAD_CONF", '"a b"', "X"], '"TM_MAD_CONF/\\"a b\\"/X"'],
    ["größe/wert", ["größe", "wert"], "größe/wert"],
  ] as const) {
    it(`${path} is read and written as onecfg does`, () => {
      expect(keyOf(path)).to.deep.equal({ levels, word });
      expect(keyRule(true)(path)).to.equal(undefined);
    });
  }

  for (const path of [
    ...["", "/", "//", '""', " ", " A", "A ", "A\nB", "A\tB", "A\u00a0B", "a \\b", "x".repeat(257)],
  ]) {
    it(`isn't ${JSON.stringify(path).slice(0, 20)}`, () => {
      expect(keyRule(true)(path)).to.match(/^is not a key as onecfg writes it; write levels/);
    });
  }

  it("has quotes inside in files of oned's syntax alone", () => {
    for (const path of ['"server 1"/:host', 'a/"b"', '"a"b']) {
      expect(keyRule(false)(path), path).to.match(/^has quotes around a part of the key; put/);
    }
    expect(keyRule(false)('"server 1/:host"')).to.equal(undefined);
  });
});
