import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { findExecutable, findPlugin } from "../../../rehearse/installed";

describe("what is installed of Pulumi", () => {
  const { PATH, PULUMI_HOME } = process.env;
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "installed-")));
    process.env["PATH"] = join(folder, "path");
    process.env["PULUMI_HOME"] = join(folder, "home");
  });
  afterEach(() => {
    process.env["PATH"] = PATH ?? "";
    if (PULUMI_HOME === undefined) delete process.env["PULUMI_HOME"];
    else process.env["PULUMI_HOME"] = PULUMI_HOME;
    rmSync(folder, { recursive: true });
  });

  function executable(name: string): string {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
    chmodSync(file, 0o755);
    return file;
  }

  it("is found on PATH", () => {
    const host = executable("path/pulumi-language-yaml");
    expect(findExecutable("pulumi-language-yaml")).to.equal(host);
    expect(findExecutable("pulumi-language-cobol")).to.equal(undefined);
  });

  it("is found beside the engine that a link on PATH leads to", () => {
    const engine = executable("engine/pulumi");
    const host = executable("engine/pulumi-language-yaml");
    mkdirSync(join(folder, "path"));
    symlinkSync(engine, join(folder, "path", "pulumi"));
    expect(findExecutable("pulumi-language-yaml")).to.equal(host);
  });

  it("is found where the engine is installed by its own script", () => {
    const host = executable("home/bin/pulumi-language-yaml");
    expect(findExecutable("pulumi-language-yaml")).to.equal(host);
  });

  it("has plugins in versions, of which the newest counts unless one is named", () => {
    const plugin = (version: string): string =>
      executable(`home/plugins/resource-tls-v${version}/pulumi-resource-tls`);
    const [older, newer] = [plugin("5.9.1"), plugin("5.10.0")];
    executable("home/plugins/resource-tls-more-v9.0.0/pulumi-resource-tls-more");
    expect(findPlugin("tls", "")).to.equal(newer);
    expect(findPlugin("tls", "5.9.1")).to.equal(older);
    expect(findPlugin("tls", "6.0.0")).to.equal(undefined);
    expect(findPlugin("random", "")).to.equal(undefined);
  });

  it("has plugins on PATH, too", () => {
    const plugin = executable("path/pulumi-resource-tls");
    expect(findPlugin("tls", "5.6.1")).to.equal(plugin);
  });
});
