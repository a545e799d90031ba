import { expect } from "chai";
import { DiffProject } from "../support/diffProject";
import { minimal } from "../support/scenarios";

const canary = "canary-of-the-head";

describe("opennebula-diff, given a side that fails", function () {
  this.timeout(120_000);
  let project: DiffProject;

  before(() => {
    project = DiffProject.committed(minimal);
  });
  afterEach(() => {
    expect(project.worktrees()).to.have.lengthOf(1);
    project.git("checkout", "--quiet", "--force", "first");
  });
  after(() => {
    project.remove();
  });

  it("refuses a side that lacks a package, or whose configuration can't be read, and quotes no secret of it", async () => {
    for (const [file, content, sentence] of [
      ["index.js", `require("no-such-package");`, "Cannot find module 'no-such-package'"],
      ["Pulumi.dev.yaml", `config: { "cloud:password": ${canary}, [`, "Pulumi.dev.yaml: "],
      ["Pulumi.yaml", "name: cloud\nruntime: cobol\n", "The runtime is cobol"],
    ] as const) {
      project.write(file, content);
      const { code, stdout, stderr } = await project.diff("--base", "first");
      project.git("checkout", "--quiet", "--force", "first");
      expect(code, file).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.contain(sentence).and.not.contain(canary);
    }
  });

  it("refuses a program that quotes a secret of its configuration, without the secret", async () => {
    const config = { "cloud:args": minimal, "cloud:password": canary };
    project.write("Pulumi.dev.yaml", JSON.stringify({ config }));
    project.write(
      "index.js",
      `const pulumi = require("@pulumi/pulumi");
      throw new Error("bad: " + new pulumi.Config().require("password"));`,
    );
    const { code, stderr } = await project.diff("--base", "first");
    expect(code).to.equal(2);
    expect(stderr).to.contain("bad: [secret]").and.not.contain(canary);
  });
});
