import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runCommand, type CommandResult } from "../support/command";
import { projectFolder } from "../support/projectFiles";
import { manifestFiles, ownProgram, rehearseInto, shippedStacks } from "../support/rehearsed";

const cli = join(projectFolder, "bin", "rehearse", "cli.js");

/** All manifests of a folder, one behind the other. */
function whole(folder: string): string {
  return manifestFiles(folder)
    .map((file) => readFileSync(file, "utf8"))
    .join("---\n");
}

describe("the rehearsal of what is shipped", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rehearsal-stacks-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const subject of shippedStacks()) {
    it(`is the same each time and has no warnings: ${subject.title}`, async () => {
      const { title } = subject;
      await rehearseInto(join(folder, `${title} 1`), subject);
      await rehearseInto(join(folder, `${title} 2`), subject);
      expect(whole(join(folder, `${title} 1`))).to.equal(whole(join(folder, `${title} 2`)));
      const program = subject.program === undefined ? [] : ["--program", subject.program];
      const flags = [
        "--cwd",
        subject.folder,
        "--stack",
        subject.stack,
        "--out",
        join(folder, title),
      ];
      const { stdout } = await runCommand(process.execPath, [cli, ...flags, ...program, "--json"]);
      expect(JSON.parse(stdout)).to.deep.include({ warnings: [] });
    });
  }
});

describe("the rehearsal of a front-end with two Services at a load balancer", () => {
  it("has one address for both, as the load balancer must", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-split-"));
    try {
      const project = readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8");
      writeFileSync(join(folder, "Pulumi.yaml"), project);
      const config = {
        ...{ name: "one", image: { reference: "registry.example.net/opennebula:7.4.0" } },
        expose: { type: "LoadBalancer", layout: "split" },
      };
      const prefixed = Object.entries(config).map(([key, value]) => [
        `opennebula-kubernetes:${key}`,
        value,
      ]);
      const text = JSON.stringify({ config: Object.fromEntries(prefixed) as object });
      writeFileSync(join(folder, "Pulumi.split.yaml"), text);
      const out = join(folder, "manifests");
      await rehearseInto(out, { title: "", folder, stack: "split", program: ownProgram });
      const found = whole(out).match(/[a-z0-9.-]+\.load-balancer\.invalid/g);
      expect([...new Set(found)]).to.deep.equal(["one.load-balancer.invalid"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the rehearsal of a stack with credentials", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rehearsal-credentials-"));
    mkdirSync(join(folder, "stack"));
    const project = readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8");
    writeFileSync(join(folder, "Pulumi.yaml"), project);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function rehearse(credentials: string, ...flags: string[]): Promise<CommandResult> {
    const stack = `config:\n  image: { reference: "registry.example/opennebula:7.4.0" }\n  credentials: ${credentials}\n`;
    writeFileSync(join(folder, "Pulumi.dev.yaml"), stack);
    const place = ["--cwd", folder, "--out", join(folder, "out"), "--program", ownProgram];
    return runCommand(process.execPath, [cli, ...place, ...flags]);
  }

  it("hides a password in the clear, and writes it on demand", async () => {
    const clear = "{ oneadminPassword: correct-horse-battery }";
    const hidden = await rehearse(clear);
    expect(hidden.code, hidden.stderr).to.equal(0);
    expect(hidden.stdout + whole(join(folder, "out"))).not.to.contain("correct-horse");
    const shown = await rehearse(clear, "--with-secrets");
    expect(shown.stdout).not.to.contain("correct-horse");
    expect(whole(join(folder, "out"))).to.contain("oneadmin-password: correct-horse-battery\n");
  });

  it("has a placeholder for an encrypted password", async () => {
    const { code, stderr } = await rehearse(
      "{ oneadminPassword: { secure: AAAB } }",
      "--with-secrets",
    );
    expect(code, stderr).to.equal(0);
    expect(whole(join(folder, "out"))).to.match(
      /oneadmin-password: placeholder-for-opennebula-cred/,
    );
  });

  it("shows no password that breaks a rule", async () => {
    const { code, stderr } = await rehearse('{ oneadminPassword: "correct horse\\tbattery" }');
    expect(code).to.equal(1);
    expect(stderr).to.contain("credentials.oneadminPassword").and.not.to.contain("horse");
  });
});
