import { expect } from "chai";
import { findExecutable } from "../../rehearse/installed";
import { ExampleProject, twinManifests } from "../support/exampleProject";
import type { Gap } from "../support/needs";
import { executableOnPath } from "../support/searchPath";
import { skipBecause } from "../support/skip";

interface Language {
  readonly name: string;
  /** Its folder among the examples. */
  readonly folder: string;
  readonly program: string;
  /** Has the project ready to be run; says why where that can't be done. */
  readonly prepare: (project: ExampleProject) => Promise<Gap>;
}

async function builtBy(
  project: ExampleProject,
  tool: string,
  ...commands: readonly string[][]
): Promise<Gap> {
  if (executableOnPath(tool, process.env) === undefined) return `there is no ${tool} on PATH`;
  for (const args of commands) {
    const { code, stdout, stderr } = await project.run(tool, ...args);
    if (code !== 0) return `${tool} ${args.join(" ")} fails: ${(stderr + stdout).trim()}`;
  }
  return undefined;
}

const goSdk = "example.com/pulumi-opennebula-kubernetes/sdk/go/opennebula-kubernetes";

const languages: readonly Language[] = [
  {
    name: "YAML",
    folder: "yaml",
    program: "Pulumi.yaml",
    prepare: (project) => {
      // The others have no proxy.
      project.change("Pulumi.yaml", "      tproxy:\n        enabled: true\n", "");
      const host = "pulumi-language-yaml";
      const has = findExecutable(host) !== undefined;
      return Promise.resolve(has ? undefined : `the engine's language host ${host} isn't there`);
    },
  },
  {
    name: "Go",
    folder: "go",
    program: "main.go",
    prepare: (project) =>
      builtBy(
        project,
        "go",
        [
          "mod",
          "edit",
          `-require=${goSdk}@v0.0.0`,
          `-replace=${goSdk}=./sdks/opennebula-kubernetes`,
        ],
        ["mod", "tidy"],
        ["build", "-o", "/dev/null", "."],
      ),
  },
  {
    name: "Java",
    folder: "java",
    program: "src/main/java/one/App.java",
    prepare: (project) => builtBy(project, "mvn", ["--quiet", "--no-transfer-progress", "compile"]),
  },
];

for (const { name, folder, program, prepare } of languages) {
  describe(`a rehearsal of a program in ${name}`, function () {
    this.timeout(600_000);
    let project: ExampleProject;

    before(async function () {
      project = new ExampleProject(folder);
      const gap = await prepare(project);
      if (gap !== undefined) skipBecause(this, gap);
    });
    after(() => {
      project.remove();
    });

    it("gives the same manifests as the same program in TypeScript", async () => {
      const { code, stdout, stderr } = await project.rehearse();
      expect(code, stderr + stdout).to.equal(0);
      expect(project.manifests()).to.deep.equal(await twinManifests());
      expect(stdout).to.contain("  └─ OpenNebula one\n     ├─ ");
      expect(stdout).to.contain("xmlrpc: http://one.load-balancer.invalid:2633/RPC2");
      expect(stdout).to.contain("oneadminPassword: [secret]");
    });

    it("is compared with that of another commit, in words", async () => {
      await project.commit();
      const reference = "registry.example.net/cloud/opennebula";
      project.change(program, `${reference}:7.4.0`, `${reference}:next`);
      const { code, stdout, stderr } = await project.diff();
      expect(code, stderr).to.equal(3);
      expect(stdout).to.contain("Stack dev, front-end one:");
      expect(stdout).to.contain(`${reference}:next`);
    });

    it("names what the component refuses, in the component's words", async () => {
      project.change(program, "registry.example.net/cloud/opennebula:next", "what an image");
      const { code, stdout, stderr } = await project.rehearse();
      expect(code, stdout).to.equal(1);
      expect(stderr).to.match(
        /^The rehearsal failed: OpenNebula "one" has a problem in its arguments:\n {2}- image/,
      );
    });
  });
}
