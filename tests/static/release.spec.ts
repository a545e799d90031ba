import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { projectFolder } from "../support/projectFiles";

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly if?: string;
  readonly steps: readonly {
    uses?: string;
    run?: string;
    with?: Record<string, string>;
    env?: Record<string, string>;
    if?: string;
  }[];
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: { readonly npm: Job; readonly image: Job };
}

function read(...path: string[]): string {
  return readFileSync(join(projectFolder, ...path), "utf8");
}

const manifest = JSON.parse(read("package.json")) as {
  version: string;
  publishConfig: object;
  scripts: Record<string, string>;
};

describe("a release", () => {
  const { permissions, jobs } = load(read(".github", "workflows", "release.yml")) as Workflow;
  const release = jobs.npm.steps.find(({ uses = "" }) => uses.startsWith("changesets/action@"));

  it("is of changesets, whose commands the package has", () => {
    for (const key of ["version-script", "publish-script"]) {
      const [, script = ""] = /^npm run (\S+)$/.exec(release?.with?.[key] ?? "") ?? [];
      expect(manifest.scripts[script], script).to.contain("changeset");
    }
  });

  it("is of an action that hears what these changesets publish, with npm's token", () => {
    const tools = ["release:version", "release:publish"].map(
      (name) => manifest.scripts[name] ?? "",
    );
    for (const tool of tools) {
      expect(tool).to.match(/@changesets\/cli@3\.\d+\.\d+ (version|publish)/);
    }
    expect(release?.uses).to.equal("changesets/action@v2");
    expect(release?.env).to.have.property("NODE_AUTH_TOKEN");
    const named = jobs.npm.steps.find(({ run = "" }) =>
      run.includes("_authToken=\\${NODE_AUTH_TOKEN}"),
    );
    expect(named?.run).to.contain("npm config get registry");
  });

  it("comes after the tests", () => {
    const tests = jobs.npm.steps.findIndex(({ run = "" }) => run.startsWith("npm test"));
    expect(tests).to.be.greaterThan(-1);
    expect(tests).to.be.lessThan(jobs.npm.steps.findIndex((step) => step === release));
  });

  it("proves on npm where the package comes from", () => {
    expect(manifest.publishConfig).to.deep.equal({ access: "public", provenance: true });
    expect(jobs.npm.permissions["id-token"]).to.equal("write");
  });

  it("gives no job more rights than it takes", () => {
    expect(permissions).to.deep.equal({ contents: "read" });
    expect(jobs.image.permissions).to.deep.equal({ contents: "write" });
  });

  it("lists what is in the image, beside the release", () => {
    expect(jobs.image.needs).to.equal("npm");
    expect(jobs.image.if).to.contain("published == 'true'");
    const list = jobs.image.steps.find(({ uses = "" }) => uses.startsWith("anchore/sbom-action@"));
    const file = list?.with?.["output-file"] ?? "";
    expect(list?.with?.["format"]).to.equal("spdx-json");
    expect(jobs.image.steps.at(-1)?.run).to.contain(`gh release upload "$TAG" ${file}`);
  });

  it("has a page with the changelog's newest part", () => {
    const commands = jobs.npm.steps.map(({ run = "" }) => run).join("\n");
    expect(commands).to.contain('docs/changelog.ts --notes > "$RUNNER_TEMP/notes.md"');
    expect(commands).to.contain('gh release create "v$VERSION" --target "$GITHUB_SHA"');
  });

  it("moves the tag by which the workflow of docs/previews.md uses the action", () => {
    const [, major] = /\/preview@(v\d+)$/m.exec(read("docs/previews.md")) ?? [];
    expect(major).to.equal(`v${manifest.version.split(".")[0] ?? ""}`);
    expect(jobs.npm.steps.at(-1)?.run).to.contain('git push --force origin "v${VERSION%%.*}"');
  });

  it("leaves the text of the changelog to people", () => {
    const config = JSON.parse(read(".changeset", "config.json")) as object;
    expect(config).to.include({ access: "public", baseBranch: "main", changelog: false });
  });
});
