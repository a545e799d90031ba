import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { bringPackages } from "../../../diff/packages";

describe("the packages of another commit", () => {
  let here: string;
  let there: string;

  beforeEach(() => {
    [here = "", there = ""] = ["a", "b"].map((end) =>
      mkdtempSync(join(tmpdir(), `packages-${end}`)),
    );
  });
  afterEach(() => {
    for (const folder of [here, there]) rmSync(folder, { recursive: true });
  });

  function write(folder: string, name: string, content = ""): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }

  function bring(within = ""): void {
    bringPackages(here, there, within, "other");
  }

  for (const [language, lock, folder] of [
    ["Node", "package.json", "node_modules"],
    ["Python", "requirements.txt", "venv"],
    ["Python", "requirements.txt", ".venv"],
  ] as const) {
    it(`are this side's where both need the same (${language}, ${folder})`, () => {
      for (const side of [here, there]) write(side, lock, "{}");
      write(here, `${folder}/x`);
      bring();
      expect(readlinkSync(join(there, folder))).to.equal(join(here, folder));
    });
  }

  it("are the same where package.json differs in something else", () => {
    write(here, "package.json", '{ "version": "1", "dependencies": { "a": "1" } }');
    write(there, "package.json", '{ "version": "2", "dependencies": { "a": "1" } }');
    write(here, "node_modules/a/x");
    bring();
    expect(existsSync(join(there, "node_modules", "a", "x"))).to.equal(true);
  });

  it("are installed where they differ, and the sentence says if that fails", () => {
    write(here, "requirements.txt", "pulumi==1.0.0");
    write(there, "requirements.txt", "pulumi==2.0.0");
    write(here, "venv/x");
    const path = process.env["PATH"];
    process.env["PATH"] = here;
    try {
      expect(bring).to.throw(
        'The packages of other can\'t be installed: "python3 -m venv venv" fails there.',
      );
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("are brought to each folder down to the project's", () => {
    for (const side of [here, there]) write(side, "cloud/one/package.json", "{}");
    write(here, "cloud/one/node_modules/x");
    bring(join("cloud", "one"));
    expect(existsSync(join(there, "cloud", "one", "node_modules", "x"))).to.equal(true);
  });

  it("have the SDK that was made of a component, which few commit", () => {
    write(here, "sdks/opennebula-kubernetes/go.mod");
    bring();
    expect(readlinkSync(join(there, "sdks"))).to.equal(join(here, "sdks"));
  });
});
