import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runCommand } from "../support/command";
import { projectFolder } from "../support/projectFiles";
import { RehearsalProject } from "../support/rehearsalProject";
import { missingParts, Sdk } from "../support/sdkParts";
import { skipBecause } from "../support/skip";

interface PackageFile {
  peerDependencies: Record<string, string>;
}

const { peerDependencies } = JSON.parse(
  readFileSync(join(projectFolder, "package.json"), "utf8"),
) as PackageFile;
const range = peerDependencies["@pulumi/pulumi"] ?? "";

// Written out without the providers' SDKs, each of which would bring a copy of @pulumi/pulumi with it.
const program = (load: string, publish: string): string => `${load}
class ConfigMap extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("kubernetes:core/v1:ConfigMap", name, { apiVersion: "v1", kind: "ConfigMap", ...args }, opts);
  }
}
class Front extends pulumi.ComponentResource {
  constructor(name) {
    super("sample:index:Front", name);
    const data = { open: pulumi.output("seen"), hidden: pulumi.secret("canary-secret") };
    new ConfigMap("settings", { metadata: { name: "settings" }, data }, { parent: this });
    this.registerOutputs({});
  }
}
new Front("one");
${publish}
`;
const forms = {
  "a CommonJS module": {
    "index.js": program('const pulumi = require("@pulumi/pulumi");', 'exports.told = "yes";'),
  },
  "an ES module": {
    "index.js": program('import * as pulumi from "@pulumi/pulumi";', 'export const told = "yes";'),
    "package.json": '{ "type": "module" }',
  },
};

// The newest is the one that is installed, with which every other rehearsal of the tests runs.
for (const version of [range.replace("^", ""), "the newest"]) {
  describe(`a rehearsal with ${version} of Pulumi's SDK`, function () {
    this.timeout(300_000);
    const projects: RehearsalProject[] = [];

    before(async function () {
      for (const files of Object.values(forms)) projects.push(new RehearsalProject(files));
      if (version === "the newest") return;
      for (const { folder } of projects) {
        rmSync(join(folder, "node_modules"));
        const install = ["install", "--no-audit", "--no-fund", `@pulumi/pulumi@${version}`];
        const { code, stderr } = await runCommand("npm", install, { cwd: folder, seconds: 240 });
        if (code !== 0) skipBecause(this, `it can't be installed: ${stderr.trim()}`);
      }
    });

    after(() => {
      for (const project of projects) project.remove();
    });

    it("has each thing that it uses beyond the published API", () => {
      for (const { folder } of projects) expect(missingParts(new Sdk(folder))).to.deep.equal([]);
    });

    for (const [index, form] of Object.keys(forms).entries()) {
      it(`renders ${form}, and shows no secret`, async () => {
        const project = projects[index];
        const { code, stdout, stderr } = (await project?.rehearse()) ?? {};
        expect(code, stderr).to.equal(0);
        expect(stdout).to.contain("told: yes");
        const text = JSON.stringify(project?.manifests());
        expect(text).to.contain("seen").and.to.contain("placeholder-for-settings-hidden");
        expect(text + String(stdout)).not.to.contain("canary");
      });
    }
  });
}
