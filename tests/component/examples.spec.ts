import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import type { OpenNebulaArgs } from "../../components/args";
import { packageName } from "../../components/package/packageRoot";
import { resolveSettings } from "../../components/resolve";
import { Problems } from "../../components/rules/problems";
import { checkShape } from "../../components/rules/shape";
import { outputOf } from "../support/command";
import { projectFolder } from "../support/projectFiles";
import { type Manifest, rehearsed } from "../support/rehearsed";

const examples = join(projectFolder, "examples");
const schema = readFileSync(join(projectFolder, "schema.json"), "utf8");

function namesOf(entry: string): string[] {
  return readdirSync(examples).filter((name) => existsSync(join(examples, name, entry)));
}

/** The examples as a user has them: outside of this project, with the packages that npm installs. */
function copyInto(folder: string, names: readonly string[]): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const scope of ["@pulumi", "@types"]) {
    symlinkSync(join(projectFolder, "node_modules", scope), join(modules, scope));
  }
  symlinkSync(projectFolder, join(modules, packageName));
  for (const name of names) {
    const filter = (path: string): boolean => !path.endsWith("rehearsal");
    cpSync(join(examples, name), join(folder, name), { recursive: true, filter });
  }
  const together = { extends: `./${names[0] ?? ""}/tsconfig.json`, include: ["*/*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(together));
}

function podOf(manifests: readonly Manifest[]): string {
  return JSON.stringify(manifests.find(({ kind }) => kind === "StatefulSet"));
}

describe("an example", () => {
  const names = namesOf("index.ts");
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "examples-"));
    copyInto(folder, names);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function rehearsal(name: string): Promise<Manifest[]> {
    return rehearsed({ title: name, folder: join(folder, name), stack: "dev" });
  }

  it("in TypeScript has the types of the package", async () => {
    const tsc = join(projectFolder, "node_modules", "typescript", "bin", "tsc");
    await outputOf(process.execPath, [tsc, "--noEmit", "-p", folder]);
  });

  for (const name of names) {
    it(`in TypeScript (${name}) deploys a front-end`, async () => {
      const manifests = await rehearsal(name);
      const kinds = manifests.map(({ kind }) => kind);
      expect(kinds).to.include.members([
        "Namespace",
        "PersistentVolumeClaim",
        "Secret",
        "Service",
        "StatefulSet",
      ]);
      expect(podOf(manifests)).to.include("registry.example.net/cloud/opennebula:7.4.0");
    });
  }

  it("with hypervisors has the balancer's address, the proxy, the database and the settings", async () => {
    const manifests = await rehearsal("hypervisors");
    const pod = podOf(manifests);
    expect(pod).to.include('"OPENNEBULA_HOSTNAME","value":"one.load-balancer.invalid"');
    expect(pod).to.include("http://169.254.16.9:5030");
    expect(pod).to.include("mariadb.example.net").and.to.include('"secretName":"one-database"');
    const maps = manifests.filter(({ kind }) => kind === "ConfigMap");
    expect(JSON.stringify(maps)).to.include("/etc/one/oned.conf set LOG/DEBUG_LEVEL 4");
  });

  it("with a public name has certificates, a way to Sunstone, a policy and measurements", async () => {
    const manifests = await rehearsal("public");
    expect(manifests.map(({ kind }) => kind)).to.include.members([
      "Certificate",
      "Ingress",
      "NetworkPolicy",
      "PrometheusRule",
      "ServiceMonitor",
    ]);
    const text = JSON.stringify(manifests);
    expect(text).to.include('"loadBalancerSourceRanges":["192.0.2.0/24"');
    expect(text).to.include('"cert-manager.io/cluster-issuer":"letsencrypt"');
  });

  it("with hypervisors has the Job that enrols them, and the key of encrypted monitoring", async () => {
    const manifests = await rehearsal("hypervisors");
    const text = JSON.stringify(manifests);
    expect(manifests.map(({ kind }) => kind)).to.include.members(["Job", "Role", "RoleBinding"]);
    expect(text).to.include(String.raw`\"name\":\"kvm1.example.net\"`);
    expect(text).to.include("one-monitor-key");
  });
});

describe("the example in YAML", () => {
  interface YamlProgram {
    readonly resources: Record<string, { type: string; properties: OpenNebulaArgs }>;
    readonly outputs: Record<string, string>;
  }
  const text = readFileSync(join(examples, "yaml", "Pulumi.yaml"), "utf8");
  const program = load(text) as YamlProgram;

  it("gives the component what it takes", () => {
    const [resource] = Object.values(program.resources);
    expect(resource?.type).to.equal(`${packageName}:OpenNebula`);
    if (resource === undefined) return;
    const problems = new Problems();
    checkShape(problems, resource.properties);
    expect(problems.all).to.be.empty;
    resolveSettings("one", resource.properties);
  });

  it("exports outputs that there are", () => {
    for (const [name, value] of Object.entries(program.outputs)) {
      expect(value).to.equal(`\${one.${name}}`);
      expect(schema).to.include(`"${name}": {`);
    }
  });
});

describe("the example in Python", () => {
  const text = readFileSync(join(examples, "python", "__main__.py"), "utf8");

  it("imports types that the package has", () => {
    const [list = ""] =
      /import ((?:[A-Za-z]+(?:, )?)+)\n/.exec(text.split("pulumi_")[1] ?? "") ?? [];
    const names = list.replace("import ", "").trim().split(", ");
    expect(names).to.include("OpenNebula");
    for (const name of names) {
      expect(schema).to.include(`${packageName}:index:${name.replace(/Args$/, "")}"`);
    }
  });

  it("exports outputs that there are", () => {
    const outputs = [...text.matchAll(/front_end\.([a-z_]+)/g)].map(([, name = ""]) => name);
    expect(outputs).not.to.be.empty;
    for (const output of outputs) {
      const name = output.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect(schema).to.include(`"${name}": {`);
    }
  });
});

describe("an example in a language whose SDK is generated", () => {
  interface Language {
    readonly folder: string;
    readonly file: string;
    /** Ends a name of a type of the package's; what is before it isn't part of the name. */
    readonly types: RegExp;
    readonly outputs: RegExp;
  }
  const languages: readonly Language[] = [
    {
      folder: "go",
      file: "main.go",
      types: /opennebula\.(?:New)?([A-Z][A-Za-z]*?)(?:Args|LoadBalancer)?\b/g,
      outputs: /frontEnd\.([A-Z][A-Za-z]+)/g,
    },
    {
      folder: "csharp",
      file: "Program.cs",
      types: /(?:new |= )([A-Z][A-Za-z]*?)(?:Args)?(?:\(| \{|\n|\.LoadBalancer)/g,
      outputs: /frontEnd\.([A-Z][A-Za-z]+)/g,
    },
    {
      folder: "java",
      file: join("src", "main", "java", "one", "App.java"),
      types: /com\.pulumi\.opennebulakubernetes\.(?:[a-z]+\.)?([A-Z][A-Za-z]*?)(?:Args)?;/g,
      outputs: /frontEnd\.([a-z][A-Za-z]+)\(\)/g,
    },
  ];

  for (const { folder, file, types, outputs } of languages) {
    const text = readFileSync(join(examples, folder, file), "utf8");
    const found = (pattern: RegExp): string[] => [
      ...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name)),
    ];

    it(`uses types that the package has (${folder})`, () => {
      const names = found(types);
      expect(names).to.include.members(["OpenNebula", "Image", "Expose", "ServiceType"]);
      for (const name of names) expect(schema).to.include(`${packageName}:index:${name}"`);
    });

    it(`exports outputs that there are (${folder})`, () => {
      const names = found(outputs).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
      expect(names).to.deep.equal(["endpoints", "sshPublicKey", "oneadminPassword"]);
      for (const name of names) expect(schema).to.include(`"${name}": {`);
    });

    it(`is a project of the runtime that adds the component (${folder})`, () => {
      const project = load(readFileSync(join(examples, folder, "Pulumi.yaml"), "utf8")) as {
        runtime: string;
        packages: object;
      };
      expect(project.runtime).to.equal(folder === "csharp" ? "dotnet" : folder);
      expect(project.packages).to.deep.equal({ [packageName]: "../.." });
    });
  }
});
