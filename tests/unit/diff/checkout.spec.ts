import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkOut, isDirty } from "../../../diff/checkout";
import { DiffProject } from "../../support/diffProject";

describe("a checkout of another commit", () => {
  let project: DiffProject;

  beforeEach(() => {
    project = new DiffProject();
    project.write("text", "first");
    project.commit();
    project.git("tag", "first");
    project.write("text", "second");
    project.commit();
  });
  afterEach(() => {
    expect(project.git("worktree", "list").trim().split("\n")).to.have.lengthOf(1);
    project.remove();
  });

  it("has that commit's files, and this side's packages where both need the same", () => {
    const checkout = checkOut(project.folder, "first");
    const modules = join(checkout.folder, "node_modules");
    try {
      expect(readdirSync(checkout.folder)).to.include("text");
      expect(readlinkSync(modules)).to.equal(join(project.folder, "node_modules"));
    } finally {
      checkout.remove();
    }
    expect(existsSync(checkout.folder)).to.equal(false);
    expect(existsSync(join(project.folder, "node_modules"))).to.equal(true);
  });

  it("installs that commit's own packages where they differ, and says if it can't", () => {
    project.git("checkout", "--quiet", "-b", "other", "first");
    project.write("package.json", '{"dependencies":{"a":"1.0.0"}}');
    project.write("package-lock.json", "no lock file");
    project.commit();
    project.git("checkout", "--quiet", "main");
    expect(() => checkOut(project.folder, "other")).to.throw(
      /^The packages of other can't be installed: "npm ci .*" fails there\.$/,
    );
  });

  it("is of the project's folder in the repository", () => {
    project.write("cloud/Pulumi.yaml", "name: cloud\n");
    project.commit();
    const checkout = checkOut(join(project.folder, "cloud"), "HEAD");
    expect(checkout.folder.endsWith("/cloud")).to.equal(true);
    checkout.remove();
    expect(() => checkOut(join(project.folder, "cloud"), "first")).to.throw(
      "first has no folder cloud",
    );
  });

  it("isn't there for what is no commit", () => {
    expect(() => checkOut(project.folder, "nowhere")).to.throw(
      'There is no commit "nowhere": name a branch',
    );
    expect(() => checkOut(project.folder, "--all")).to.throw('There is no commit "--all"');
  });

  it("isn't there outside of a repository", () => {
    expect(() => checkOut(tmpdir(), "main")).to.throw("isn't in a git repository");
  });

  it("knows whether the working tree is another than its commit", () => {
    expect(isDirty(project.folder)).to.equal(false);
    project.write("untracked", "");
    expect(isDirty(project.folder)).to.equal(false);
    project.write("text", "third");
    expect(isDirty(project.folder)).to.equal(true);
  });
});
