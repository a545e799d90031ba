import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageName, packageRoot } from "../../../components/package/packageRoot";
import { projectFolder } from "../../support/projectFiles";

describe("folder of the package", () => {
  let scratch: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "package-"));
    mkdirSync(join(scratch, "bin", "components"), { recursive: true });
    writeFileSync(join(scratch, "package.json"), JSON.stringify({ name: packageName }));
  });

  afterEach(() => {
    rmSync(scratch, { recursive: true });
  });

  it("is found from the sources", () => {
    expect(packageRoot()).to.equal(projectFolder);
  });

  it("is found from the compiled files, which lie deeper", () => {
    expect(packageRoot(join(scratch, "bin", "components"))).to.equal(scratch);
  });

  it("is not that of another package on the way", () => {
    writeFileSync(join(scratch, "bin", "package.json"), JSON.stringify({ name: "other" }));
    expect(packageRoot(join(scratch, "bin", "components"))).to.equal(scratch);
  });

  it("is an error that says so when there is none", () => {
    rmSync(join(scratch, "package.json"));
    expect(() => packageRoot(scratch)).to.throw(`The folder of ${packageName} was not found above`);
  });
});
