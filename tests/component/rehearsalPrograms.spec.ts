import { expect } from "chai";
import { RehearsalProject, rehearseProgram } from "../support/rehearsalProject";

const head = `const pulumi = require("@pulumi/pulumi"); const k8s = require("@pulumi/kubernetes");\n`;
const map = (name: string, data: string, opts = "{}"): string =>
  `const ${name} = new k8s.core.v1.ConfigMap("${name}", { metadata: { name: "${name}" }, data: ${data} }, ${opts});\n`;
// A class of a provider that the rehearsal knows nothing of.
const bucket = `class Bucket extends pulumi.CustomResource {
  constructor(name, args) { super("cloud:index:Bucket", name, { ...args, arn: undefined }); }
}\n`;

describe("a failing rehearsal", () => {
  async function failure(program: string, files: Record<string, string> = {}): Promise<string> {
    const { code, stdout, stderr } = await rehearseProgram({
      "index.js": head + program,
      ...files,
    });
    expect(code, stdout).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).not.to.match(/^ +at /m);
    return stderr;
  }

  it("says what the program threw", async () => {
    expect(await failure(`throw new Error("no such luck")`)).to.equal(
      "The rehearsal failed: no such luck\n",
    );
  });

  it("says what was thrown where nobody catches it", async () => {
    const late = `pulumi.output(1).apply(() => { throw new Error("too late") });`;
    expect(await failure(late)).to.equal("The rehearsal failed: too late\n");
    const used = map("a", `{ b: pulumi.output(1).apply(() => { throw new Error("too late") }) }`);
    expect(await failure(used)).to.contain("too late\n");
  });

  it("lists the problems of a component's arguments", async () => {
    const told = await failure(
      `throw new pulumi.InputPropertiesError({ message: "2 problems:\\n  - a\\n  - b", errors: [] })`,
    );
    expect(told).to.equal("The rehearsal failed: 2 problems:\n  - a\n  - b\n");
  });

  it("takes a logged error for one", async () => {
    expect(await failure(`pulumi.log.error("that won't do")`)).to.contain("that won't do\n");
  });

  it("names a module that is missing", async () => {
    const told = await failure(`require("no-such-module")`);
    expect(told).to.equal("The rehearsal failed: Cannot find module 'no-such-module'\n");
  });

  it("tells when a program never ends", async () => {
    const told = await failure(map("a", `{ b: new Promise(() => {}) }`));
    expect(told).to.contain('"a" [kubernetes:core/v1:ConfigMap] was waiting for the value of');
  });

  it("names the TypeScript that can't compile for others", async () => {
    const { code, stderr } = await rehearseProgram({
      "Pulumi.yaml": "name: sample\nruntime: nodejs\nmain: deep/index.ts\n",
      "deep/index.ts": "export const a: number = 1;\n",
      "deep/node_modules/typescript/package.json": '{ "name": "typescript", "version": "7.0.2" }',
    });
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^The rehearsal failed: TypeScript 7\.0\.2 is installed, .*; install TypeScript 5 or 6, or .*--program\.\n$/,
    );
  });

  it("names twins", async () => {
    const told = await failure(map("a", "{}") + map("b", "{}").replace('name: "b"', 'name: "a"'));
    expect(told).to.match(/describe the same object, ConfigMap a: ConfigMap "[ab]" and/);
  });

  it("names a program that is missing, and a runtime that there is not", async () => {
    const missing = await rehearseProgram({});
    expect(missing.stderr).to.contain("failed to locate the entry point");
    const other = await rehearseProgram({ "Pulumi.yaml": "name: a\nruntime: cobol\n" });
    expect(other.stderr).to.contain("The runtime is cobol, which takes the language host");
    expect(missing.code === 1 && other.code === 1).to.equal(true);
  });

  it("names an option that doesn't exist", async () => {
    const { code, stderr } = await rehearseProgram({ "index.js": "" }, "--stak", "dev");
    expect(code).to.equal(1);
    expect(stderr).to.match(/Unknown option '--stak'(.|\n)*Usage: /);
  });

  it("shows no secret of the configuration", async () => {
    const told = await failure(
      `new pulumi.Config().requireSecret("password").apply((text) => { throw new Error("bad: " + text) })`,
      { "Pulumi.dev.yaml": "config: { sample:password: hunter22 }" },
    );
    expect(told).to.equal("The rehearsal failed: bad: hunter22\n".replace("hunter22", "[secret]"));
  });

  it("shows the trace on demand", async () => {
    const program = { "index.js": `throw new Error("no such luck")` };
    expect((await rehearseProgram(program, "--debug")).stderr).to.match(/no such luck\n +at /);
  });
});

describe("the rehearsal of a user's own program", () => {
  it("takes a function, and an ES module", async () => {
    const module = `import * as pulumi from "@pulumi/pulumi";\nexport const a = pulumi.output("b");\n`;
    const files = { "index.js": module, "package.json": '{ "type": "module" }' };
    expect((await rehearseProgram(files)).stdout).to.contain("  a: b\n");
    const program = `module.exports = async () => ({ a: "b" });`;
    expect((await rehearseProgram({ "index.js": program })).stdout).to.contain("  a: b\n");
  });

  it("runs in the program's folder", async () => {
    const { stdout } = await rehearseProgram({
      "Pulumi.yaml": "name: sample\nruntime: nodejs\nmain: deep/main.js\n",
      "deep/main.js": `exports.folder = require("path").basename(process.cwd());`,
    });
    expect(stdout).to.contain("  folder: deep\n");
  });

  it("keeps what the program prints out of the JSON", async () => {
    const program = { "index.js": `console.log("hello")` };
    const { stdout, stderr } = await rehearseProgram(program, "--json");
    expect(JSON.parse(stdout)).to.have.property("project", "sample");
    expect(stderr).to.equal("hello\n");
  });

  it("has a placeholder for values of a provider that it doesn't know", async () => {
    const { stdout, manifests } = await rehearseProgram({
      "index.js":
        head +
        bucket +
        `const b = new Bucket("b");\n` +
        map("a", "{ arn: b.arn, part: b.arn.apply((arn) => arn.part) }") +
        "exports.arn = b.arn;",
    });
    expect(manifests["40-configmap-a.yaml"]).to.contain(
      "arn: placeholder-for-b\n  part: placeholder-for-b\n",
    );
    expect(stdout).to.contain("placeholder-for-b: a value of Bucket b\n");
    expect(stdout).to.contain("  arn: placeholder-for-output-arn\n");
  });

  it("warns of a text that is made of nothing", async () => {
    const service = `const s = new k8s.core.v1.Service("s", { metadata: { name: "s" }, spec: { type: "NodePort", ports: [{ port: 1 }] } });\n`;
    const { stdout } = await rehearseProgram({
      "index.js":
        head +
        service +
        "exports.url = pulumi.interpolate`http://host:${s.spec.ports[0].nodePort}`;",
    });
    expect(stdout).to.contain("- output url holds a text that is made of a value that only");
  });

  it("warns of an object that is secret as a whole", async () => {
    const { stdout, manifests } = await rehearseProgram({
      "index.js": head + map("a", `pulumi.secret({ b: "hunter22" })`),
    });
    expect(manifests["40-configmap-a.yaml"]).to.contain("b: placeholder-for-a-b\n");
    expect(stdout).to.contain("- ConfigMap a: data is secret as a whole");
  });

  it("is silent about a field that the program itself leaves empty", async () => {
    const { stdout } = await rehearseProgram({
      "index.js": head + map("a", "{ x: pulumi.output(undefined) }"),
    });
    expect(stdout).not.to.contain("Warnings");
  });

  it("warns of objects that only a provider knows", async () => {
    const { stdout } = await rehearseProgram({
      "index.js": head + `new k8s.helm.v3.Release("chart", { chart: "nginx" });`,
    });
    expect(stdout).to.contain("Release chart stands for objects that only its provider knows");
  });

  it("runs transforms, those of parents and of the stack as well", async () => {
    const label = (key: string): string =>
      `({ type, props, opts }) => type.includes("ConfigMap") ? ({ props: { ...props, data: { ...props.data, ${key}: "b" } }, opts }) : undefined`;
    const parent = `const parent = new pulumi.ComponentResource("a:b:C", "parent", {}, { transforms: [${label("parent")}] });\n`;
    const { code, stderr, manifests } = await rehearseProgram({
      "index.js":
        head +
        `pulumi.runtime.registerResourceTransform(${label("stack")});\n` +
        parent +
        map("a", `{ key: "c" }`, `{ parent, transforms: [${label("own")}] }`),
    });
    expect(code, stderr).to.equal(0);
    expect(manifests["40-configmap-a.yaml"]).to.match(
      /data:\n {2}key: c\n {2}own: b\n {2}parent: b\n {2}stack: b\n/,
    );
  });

  it("takes from a transform what it makes a secret, and what the resource was before", async () => {
    const { stdout, stderr, manifests } = await rehearseProgram(
      {
        "index.js":
          head +
          map(
            "a",
            "{}",
            `{ transforms: [({ props, opts }) => ({
              props: { ...props, data: { key: pulumi.secret("hunter22") } },
              opts: { ...opts, aliases: [{ name: "old" }] } })] }`,
          ),
      },
      "--json",
    );
    expect(stdout + stderr).not.to.contain("hunter22");
    expect(manifests["40-configmap-a.yaml"]).to.contain("key: placeholder-for-a-key\n");
  });

  it("puts objects into the provider's namespace", async () => {
    const { manifests } = await rehearseProgram({
      "index.js":
        head +
        `const provider = new k8s.Provider("p", { namespace: "home" });\n` +
        map("a", "{}", "{ provider }"),
    });
    expect(manifests["40-configmap-a.yaml"]).to.contain("namespace: home\n");
  });

  it("looks up what exists by its name", async () => {
    const { stdout, manifests } = await rehearseProgram({
      "index.js":
        head +
        `const found = k8s.core.v1.Service.get("found", "there/service");\n` +
        map("a", "{ name: found.metadata.name, space: found.metadata.namespace }"),
    });
    expect(manifests["40-configmap-a.yaml"]).to.contain("name: service\n  space: there\n");
    expect(stdout).to.contain("Service found (exists already)");
  });

  it("replaces its own files, and leaves others alone", async () => {
    const project = new RehearsalProject({ "index.js": head + map("a", "{}") });
    try {
      await project.rehearse();
      expect(Object.keys(project.manifests())).to.deep.equal(["40-configmap-a.yaml"]);
      project.write("index.js", head + map("b", "{}"));
      project.write("rehearsal/dev/60-service-mine.yaml", "kind: Service\n");
      await project.rehearse();
      expect(Object.keys(project.manifests()).sort()).to.deep.equal([
        "40-configmap-b.yaml",
        "60-service-mine.yaml",
      ]);
    } finally {
      project.remove();
    }
  });
});
