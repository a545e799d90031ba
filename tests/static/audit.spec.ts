import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { faultsOf, knownVulnerabilities } from "../support/knownVulnerabilities";
import { projectFolder } from "../support/projectFiles";

interface Workflow {
  readonly permissions: object;
  readonly jobs: {
    readonly audit: {
      readonly steps: readonly {
        readonly uses?: string;
        readonly env?: Readonly<Record<string, string>>;
        readonly with?: Readonly<Record<string, string>>;
      }[];
    };
  };
}

describe("the audit of the image", () => {
  const path = join(projectFolder, ".github", "workflows", "image.yml");
  const { permissions, jobs } = load(readFileSync(path, "utf8")) as Workflow;
  const step = (action: string) =>
    jobs.audit.steps.find(({ uses = "" }) => uses.startsWith(`${action}@`));

  it("keeps a list of what the image holds", () => {
    expect(step("anchore/sbom-action")?.with).to.include({
      format: "spdx-json",
      "artifact-name": "opennebula-image.spdx.json",
    });
  });

  it("fails for what is critical and isn't explained", () => {
    const scan = step("aquasecurity/trivy-action");
    expect(scan?.with).to.include({ severity: "CRITICAL", "exit-code": "1" });
    expect(scan?.env?.["TRIVY_IGNOREFILE"]).to.equal(".github/known-vulnerabilities.yaml");
  });

  it("runs a scanner that nobody can exchange, with rights that are worth nothing", () => {
    expect(step("aquasecurity/trivy-action")?.uses).to.match(/@[0-9a-f]{40}$/);
    expect(step("aquasecurity/trivy-action")?.with?.["version"]).to.match(/^v\d+\.\d+\.\d+$/);
    expect(permissions).to.deep.equal({ contents: "read" });
  });
});

describe("the vulnerabilities that are known", () => {
  const today = new Date("2026-06-01T12:00:00Z");
  const good = {
    id: "CVE-2026-12345",
    expired_at: "2026-07-01",
    statement: "The front-end never opens such files.",
  };
  const faults = (entry: object): string[] =>
    faultsOf(JSON.stringify({ vulnerabilities: [{ ...good, ...entry }] }), today);

  it("are explained, and none has expired", () => {
    expect(faultsOf(knownVulnerabilities(), new Date())).to.deep.equal([]);
  });

  it("may be one that is explained until a day to come", () => {
    expect(faults({})).to.deep.equal([]);
    const yaml = `vulnerabilities:\n  - id: ${good.id}\n    expired_at: 2026-07-01\n    statement: ${good.statement}\n`;
    expect(faultsOf(yaml, today)).to.deep.equal([]);
  });

  for (const [title, entry, fault] of [
    ["has expired", { expired_at: "2026-05-31" }, "CVE-2026-12345 has expired"],
    ["never expires", { expired_at: undefined }, "has no expired_at such as 2026-12-31"],
    ["expires in years", { expired_at: "2028-01-01" }, "expires in more than 180 days"],
    ["isn't explained", { statement: "accepted" }, "has no statement"],
    ["has no number", { id: undefined }, "an entry without id has no id"],
  ] as const) {
    it(`may not be one that ${title}`, () => {
      expect(faults(entry).join("\n")).to.contain(fault);
    });
  }

  it("are a list", () => {
    expect(faultsOf("{}", today)).to.deep.equal(["there is no list `vulnerabilities`."]);
  });
});
