import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { twinManifests } from "../support/exampleProject";
import { projectFolder } from "../support/projectFiles";
import { PythonProject } from "../support/pythonProject";
import { skipBecause } from "../support/skip";

describe("a rehearsal of a program in Python", function () {
  this.timeout(600_000);
  let project: PythonProject;
  const example = readFileSync(join(projectFolder, "examples", "python", "__main__.py"), "utf8");
  const args = `image=ImageArgs(reference="registry.example.net/cloud/opennebula:7.4.0"),`;

  before(async function () {
    project = new PythonProject();
    const gap = await project.install();
    if (gap !== undefined) skipBecause(this, gap);
  });
  beforeEach(() => {
    project.write("__main__.py", example);
  });
  after(() => {
    project.remove();
  });

  async function failure(program: string, ...flags: string[]): Promise<string> {
    project.write("__main__.py", program);
    const { code, stdout, stderr } = await project.rehearse(...flags);
    expect(code, stdout).to.equal(1);
    return stderr;
  }

  it("gives the same manifests as the same program in TypeScript", async () => {
    const { code, stdout, stderr } = await project.rehearse();
    expect(code, stderr).to.equal(0);
    expect(project.manifests()).to.deep.equal(await twinManifests());
    expect(stdout).to.contain("  └─ OpenNebula one\n     ├─ ");
    expect(stdout).to.contain("xmlrpc: http://one.load-balancer.invalid:2633/RPC2");
    expect(stdout).to.contain("oneadminPassword: [secret]");
  });

  it("shows no secret that the program has", async () => {
    const credentials = `credentials={"oneadminPassword": pulumi.Output.secret("canary-in-python")},`;
    project.write("__main__.py", example.replace(args, args + credentials));
    const { code, stdout, stderr } = await project.rehearse("--json");
    expect(code, stderr).to.equal(0);
    const text = stdout + stderr + JSON.stringify(project.manifests());
    expect(text).not.to.contain("canary-in-python");
    expect(text).not.to.contain(Buffer.from("canary-in-python").toString("base64"));
  });

  it("names what the component refuses, in the component's words alone", async () => {
    const told = await failure(example.replace(args, `${args} verison="7.4.0",`));
    expect(told).to.match(
      /^The rehearsal failed: OpenNebula "one" has a problem in its arguments:/,
    );
    expect(told).to.contain("  - verison: isn't a property;");
    expect(told).not.to.contain("Traceback");
  });

  it("says what the program raises, and where on demand", async () => {
    const program = `${example}\nraise ValueError("no such luck")\n`;
    expect(await failure(program)).to.equal("The rehearsal failed: no such luck\n");
    expect(await failure(program, "--debug")).to.contain("Traceback");
  });

  it("keeps a secret of the configuration out of an error", async () => {
    project.write("Pulumi.dev.yaml", "config: { one-in-python:password: canary-in-config }\n");
    const raised = `raise ValueError("bad: " + pulumi.Config().require("password"))`;
    expect(await failure(`${example}\n${raised}\n`)).to.equal(
      "The rehearsal failed: bad: [secret]\n",
    );
    project.write("Pulumi.dev.yaml", "");
  });

  it("is compared with that of another commit, in words", async () => {
    await project.commit();
    project.write("__main__.py", example.replace(args, `${args} labels={"team": "cloud"},`));
    const { code, stdout, stderr } = await project.diff();
    expect(code, stderr).to.equal(3);
    expect(stdout).to.contain("Stack dev, front-end one:");
    expect(stdout).to.contain("metadata.labels.team: added cloud");
  });

  it("takes the modules that lie beside the program", async () => {
    project.write("names.py", `name = "two"\n`);
    project.write(
      "__main__.py",
      example
        .replace(`"one"`, "names.name")
        .replace("import pulumi\n", "import names\nimport pulumi\n"),
    );
    const { stdout, stderr } = await project.rehearse();
    expect(stdout, stderr).to.contain("OpenNebula two");
  });
});
