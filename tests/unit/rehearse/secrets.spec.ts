import { expect } from "chai";
import {
  concealed,
  covered,
  eachSecret,
  marked,
  placeholder,
  redacted,
  revealed,
  settingPlaceholder,
} from "../../../rehearse/secrets";

describe("secrets on the wire", () => {
  const value = {
    open: 1,
    list: ["a", marked("b")],
    deep: marked({ key: "c", more: ["d", 5, null] }),
  };

  it("are replaced one by one, with all around them left as it is", () => {
    expect(concealed(value, "thing")).to.deep.equal({
      open: 1,
      list: ["a", "placeholder-for-thing-1"],
      deep: {
        key: "placeholder-for-thing-key",
        more: ["placeholder-for-thing-0", "placeholder-for-thing-1", null],
      },
    });
  });

  it("are covered as a whole", () => {
    expect(covered(value, "[secret]")).to.deep.equal({
      open: 1,
      list: ["a", "[secret]"],
      deep: "[secret]",
    });
  });

  it("are revealed, marks in marks included", () => {
    expect(revealed(marked({ a: marked("b") }))).to.deep.equal({ a: "b" });
  });

  it("are all found", () => {
    const found: string[] = [];
    eachSecret(value, (text) => found.push(text));
    expect(found).to.deep.equal(["b", "c", "d", "5"]);
  });

  it("have placeholders that are good names", () => {
    expect(placeholder("my thing", "a/b:c")).to.equal("placeholder-for-my-thing-a-b-c");
  });

  it("keep the form of a key where a setting's name says that it is one", () => {
    for (const name of ["sshPrivateKey", "cloud:sshHostKey", "host-key"]) {
      expect(settingPlaceholder(name), name).to.match(
        /^-----BEGIN PRIVATE KEY-----\nplaceholder-for-\S+\n-----END PRIVATE KEY-----$/,
      );
    }
    for (const name of ["password", "keyRotation", "sshPublicKey"]) {
      expect(settingPlaceholder(name), name).to.equal(`placeholder-for-${name}`);
    }
  });

  it("are taken out of texts, line by line where they have several", () => {
    expect(redacted("it was hunter22, twice: hunter22", ["hunter22"])).to.equal(
      "it was [secret], twice: [secret]",
    );
    expect(redacted("bad line: MIIEvQIB", ["-----BEGIN-----\nMIIEvQIB\n"])).to.equal(
      "bad line: [secret]",
    );
    expect(redacted("a b", ["a", "", " "])).to.equal("a b");
  });
});
