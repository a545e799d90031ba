import { expect } from "chai";
import { rehearseProgram } from "../support/rehearsalProject";
import { skipBecause } from "../support/skip";

const module = {
  "package.json": '{ "type": "module" }',
  "index.ts": `import pulumi from "@pulumi/pulumi";\nexport const a: unknown = pulumi.output("b");\n`,
};

const withLoader = "{ name: nodejs, options: { nodeargs: '--import=tsx' } }";

function project(options: string): Record<string, string> {
  return { ...module, "Pulumi.yaml": `name: sample\nruntime: ${options}\nmain: index.ts\n` };
}

describe("the rehearsal of an ES module in TypeScript", () => {
  it("runs it with the loader that the project names, as `pulumi up` does", async () => {
    const { stdout, stderr } = await rehearseProgram(project(withLoader));
    expect(stdout, stderr).to.contain("  a: b\n");
  });

  it("finds files where the caller is, not where the loader is looked up", async () => {
    const { manifests, stderr } = await rehearseProgram(
      project(withLoader),
      "--program",
      "index.ts",
    );
    expect(stderr).to.equal("");
    expect(manifests).to.deep.equal({});
  });

  it("names the setting where Node can't run it by itself", async function () {
    if (process.features.typescript) skipBecause(this, "this Node takes types away by itself");
    const { code, stderr } = await rehearseProgram(project("nodejs"));
    expect(stderr).to.contain("runtime.options.nodeargs: --import=tsx");
    expect(code).to.equal(1);
  });
});
