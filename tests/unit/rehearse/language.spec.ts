import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type Command, commandFor, placeOf } from "../../../rehearse/language";
import { readProject } from "../../../rehearse/project";
import { projectFolder } from "../../support/projectFiles";

describe("the command that runs a program", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "language-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content = ""): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }

  function command(runtime: string, more = "", file?: string): Command {
    write("Pulumi.yaml", `name: cloud\nruntime: ${runtime}\n${more}`);
    const told = { stack: "dev", config: { "cloud:a": "b" }, secretKeys: ["cloud:a"] };
    const rest = { file, address: "127.0.0.1:1", traces: false };
    const found = commandFor({ project: readProject(folder), ...told, ...rest });
    if ("host" in found) throw new Error(`${runtime} is run by ${found.host}.`);
    return found;
  }

  it("tells each language where the monitor is, and the configuration", () => {
    const { env } = command("go");
    expect(env).to.include({
      PULUMI_MONITOR: "127.0.0.1:1",
      PULUMI_PROJECT: "cloud",
      PULUMI_STACK: "dev",
      PULUMI_DRY_RUN: "true",
      PULUMI_CONFIG: '{"cloud:a":"b"}',
      PULUMI_CONFIG_SECRET_KEYS: '["cloud:a"]',
    });
  });

  it("is the language's own tool", () => {
    const { file, args } = command("go");
    expect([file, ...args]).to.deep.equal(["go", "run", "."]);
    expect(command("dotnet").file).to.equal("dotnet");
    expect(command("java").file).to.equal("mvn");
    write("build.gradle");
    expect(command("java").file).to.equal("gradle");
  });

  it("is what the project has compiled, where it names that", () => {
    const go = command("{ name: go, options: { binary: bin/cloud } }");
    expect(go.file).to.equal(join(folder, "bin/cloud"));
    const java = command("{ name: java, options: { binary: target/cloud.jar } }");
    expect([java.file, ...java.args]).to.deep.equal([
      "java",
      "-jar",
      join(folder, "target/cloud.jar"),
    ]);
  });

  it("runs Python in the project's environment, if there is one", () => {
    expect(command("python").file).to.equal("python3");
    write("venv/bin/python");
    expect(command("python").file).to.equal(join(folder, "venv/bin/python"));
    write("other/bin/python");
    const named = command("{ name: python, options: { virtualenv: other } }");
    expect(named.file).to.equal(join(folder, "other/bin/python"));
    expect(named.args.at(-1)).to.equal(folder);
  });

  it("compiles TypeScript, and leaves JavaScript alone", () => {
    for (const name of ["@pulumi/pulumi", "typescript"]) {
      write(`node_modules/${name}/package.json`, '{ "version": "5.9.0" }');
    }
    write("index.ts");
    expect(command("nodejs").env["PULUMI_NODEJS_TYPESCRIPT"]).to.equal("true");
    expect(command("nodejs", "", "index.ts").args.at(-1)).to.equal("index.ts");
    write("index.js");
    const compiled = command("nodejs", "", "index.js");
    expect(compiled.env).not.to.have.property("PULUMI_NODEJS_TYPESCRIPT");
    expect(compiled.args).to.include(join(projectFolder, "bin", "rehearse", "runner.js"));
  });

  it("has the options of Node that the project names", () => {
    write("node_modules/@pulumi/pulumi/package.json", "{}");
    write("index.js");
    const options = "{ name: nodejs, options: { nodeargs: '--import=tsx' } }";
    expect(command(options).args).to.include("--import=tsx");
  });

  it("names what is missing", () => {
    expect(() => command("cobol")).to.throw(
      "The runtime is cobol, which takes the language host pulumi-language-cobol",
    );
    expect(() => command("nodejs", "main: bin/index.js")).to.throw("has it been compiled?");
    write("index.js");
    expect(() => command("nodejs")).to.throw("install the project's packages first");
  });

  it("runs where the program is, as `pulumi up` does", () => {
    write("deep/main.js");
    command("python", "main: deep");
    expect(placeOf(readProject(folder))).to.deep.equal({
      folder: join(folder, "deep"),
      entry: ".",
    });
    command("python", "main: deep/main.js");
    expect(placeOf(readProject(folder)).entry).to.equal("main.js");
  });
});
