import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findPassphrase, passphraseFile } from "../../operate/passphrase";

describe("passphrase of the local state", () => {
  let folder: string;
  let state: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "passphrase-"));
    state = join(folder, ".pulumi");
    env = { HOME: folder };
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is kept in the user's folder for configuration", () => {
    expect(passphraseFile(env)).to.equal(`${folder}/.config/opennebula-kubernetes/passphrase`);
    expect(passphraseFile({ ...env, XDG_CONFIG_HOME: "/x" })).to.equal(
      "/x/opennebula-kubernetes/passphrase",
    );
  });

  it("stays the same once it is made", () => {
    expect(findPassphrase(env, state).notice).to.contain(passphraseFile(env));
    const made = readFileSync(passphraseFile(env), "utf8");
    expect(findPassphrase(env, state).notice).to.equal(undefined);
    expect(readFileSync(passphraseFile(env), "utf8")).to.equal(made);
  });

  it("is never empty", () => {
    expect(() => findPassphrase({ ...env, PULUMI_CONFIG_PASSPHRASE: "" }, state)).to.throw(
      "PULUMI_CONFIG_PASSPHRASE is empty",
    );
    const file = join(folder, "empty");
    writeFileSync(file, "\n");
    expect(() => findPassphrase({ ...env, PULUMI_CONFIG_PASSPHRASE_FILE: file }, state)).to.throw(
      `names ${file}, which is missing or empty`,
    );
    mkdirSync(dirname(passphraseFile(env)), { recursive: true });
    writeFileSync(passphraseFile(env), "");
    expect(() => findPassphrase(env, state)).to.throw("is empty");
  });

  it("is not made anew for a state that another one guards", () => {
    mkdirSync(join(state, "stacks", "sample"), { recursive: true });
    writeFileSync(join(state, "stacks", "sample", "dev.json"), "{}");
    expect(() => findPassphrase(env, state)).to.throw("encrypted with a passphrase that is not in");
    expect(existsSync(passphraseFile(env))).to.equal(false);
  });

  it("is taken from the user's own file", () => {
    const file = join(folder, "own");
    writeFileSync(file, "secret");
    expect(findPassphrase({ ...env, PULUMI_CONFIG_PASSPHRASE_FILE: file }, state)).to.deep.equal({
      env: {},
      notice: undefined,
    });
  });
});
