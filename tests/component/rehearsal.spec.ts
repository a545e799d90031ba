import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { runCommand, type CommandResult } from "../support/command";
import { projectFolder } from "../support/projectFiles";

const cli = join(projectFolder, "bin", "rehearse", "cli.js");
// All that the fixture's program and configuration hold that nobody must see.
const secrets = ["correct-horse-battery", "registry-password", "AAABAFsNXTvZ"];

describe("the rehearsal of a program with everything in it", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function rehearse(out: string, ...flags: string[]): Promise<CommandResult> {
    const project = join(projectFolder, "tests", "fixtures", "everything");
    return runCommand(process.execPath, [
      cli,
      "--cwd",
      project,
      "--out",
      join(folder, out),
      ...flags,
    ]);
  }

  function text(out: string, file: RegExp): string {
    const name = readdirSync(join(folder, out)).find((candidate) => file.test(candidate));
    return name === undefined ? "" : readFileSync(join(folder, out, name), "utf8");
  }

  function whole(out: string): string {
    const names = readdirSync(join(folder, out)).sort();
    return names
      .map((name) => `# ${name}\n${readFileSync(join(folder, out, name), "utf8")}`)
      .join("");
  }

  it("writes the same bytes each time", async () => {
    const first = await rehearse("first");
    const second = await rehearse("second");
    expect(first.code, first.stderr).to.equal(0);
    expect(whole("first")).to.equal(whole("second"));
    expect(second.stdout.replaceAll("/second", "/first")).to.equal(first.stdout);
  });

  it("loses no field of a manifest", async () => {
    await rehearse("fields");
    const name = (file: RegExp): string =>
      /^ {2}name: (.+)$/m.exec(text("fields", file))?.[1] ?? "";
    const settings = name(/configmap/);
    const secret = name(/-secret-/);
    expect(settings).to.match(/^settings-[0-9a-f]{8}$/);
    expect(secret).to.match(/^secret-[0-9a-f]{8}$/);
    expect(load(text("fields", /statefulset/))).to.deep.equal(
      expectedStatefulSet(settings, secret),
    );
  });

  it("renders patches as the objects they patch", async () => {
    await rehearse("patches");
    expect(load(text("patches", /namespace/))).to.deep.equal({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "space", labels: { a: "b" } },
    });
    expect(load(text("patches", /persistentvolumeclaim/))).to.deep.include({
      kind: "PersistentVolumeClaim",
    });
  });

  it("shows no secret, whatever is asked for", async () => {
    for (const flags of [[], ["--json"]]) {
      const { stdout, stderr } = await rehearse("quiet", ...flags);
      expectNoSecret(stdout + stderr + whole("quiet"));
      const open = await rehearse("open", "--with-secrets", ...flags);
      expectNoSecret(open.stdout + open.stderr);
    }
  });

  it("puts a placeholder in the place of each value of a Secret", async () => {
    await rehearse("placeholders");
    const { stringData, data } = load(text("placeholders", /-secret-/)) as Record<string, object>;
    expect(stringData).to.deep.equal(
      Object.fromEntries(
        ["given", "harmless", "made", "private", "public", "token"].map((key) => [
          key,
          `placeholder-for-secret-${key}`,
        ]),
      ),
    );
    expect(data).to.deep.equal({
      encoded: Buffer.from("placeholder-for-secret-encoded").toString("base64"),
    });
  });

  it("writes what the configuration holds in the clear on demand, for the user's eyes alone", async () => {
    await rehearse("clear", "--with-secrets");
    const { stringData } = load(text("clear", /-secret-/)) as Record<string, object>;
    expect(stringData).to.deep.equal({
      given: "correct-horse-battery",
      harmless: "value-of-no-consequence",
      made: "placeholder-for-secret-made",
      private: "placeholder-for-secret-private",
      public: "placeholder-for-secret-public",
      token: "placeholder-for-secret-token",
    });
    for (const file of readdirSync(join(folder, "clear"))) {
      const content = readFileSync(join(folder, "clear", file), "utf8");
      const mode = statSync(join(folder, "clear", file)).mode & 0o777;
      if (content.includes("correct-horse-battery")) expect(mode, file).to.equal(0o600);
    }
  });

  it("shows resources, images, outputs, placeholders, warnings and files", async () => {
    const { stdout } = await rehearse("summary");
    expect(stdout).to.match(/Group group\n(.*\n)* {5}└─ StatefulSet everything \(set\)\n/);
    expect(stdout).to.match(
      /registry\.example\/everything:1234\n {4}context program\n {4}platform linux\/amd64/,
    );
    expect(stdout).to.contain("PASSWORD=[secret]");
    expect(stdout).to.contain("secretOutput: [secret]");
    expect(stdout).to.contain("url: http://everything.load-balancer.invalid/");
    expect(stdout).to.contain("address that the cluster gives to Service everything");
    expect(stdout).to.contain("- mind the gap");
    expect(stdout).to.contain("80-statefulset-everything.yaml");
  });

  it("prints one JSON document with the same", async () => {
    const { stdout, stderr } = await rehearse("json", "--json");
    expect(stderr).to.equal("");
    const document = JSON.parse(stdout) as {
      manifests: { file: string; manifest: unknown }[];
      [key: string]: unknown;
    };
    expect(document).to.have.all.keys(
      ...["project", "stack", "resources", "images", "outputs", "placeholders", "warnings", "out"],
      "manifests",
    );
    for (const { file, manifest } of document.manifests) {
      expect(load(readFileSync(join(folder, "json", file), "utf8")), file).to.deep.equal(manifest);
    }
    expect(document["outputs"]).to.deep.include({ secretOutput: "[secret]" });
    expect(document["warnings"]).to.deep.equal(["mind the gap"]);
  });

  it("follows the chosen stack", async () => {
    const { code } = await rehearse("other", "--stack", "other");
    expect(code).to.equal(0);
    const missing = await rehearse("none", "--stack", "none");
    expect(missing.code).to.equal(1);
    expect(missing.stderr).to.contain("There is: dev, other; choose one with --stack.");
  });
});

function expectNoSecret(text: string): void {
  for (const secret of secrets) {
    expect(text.includes(secret), secret).to.equal(false);
    expect(text.includes(Buffer.from(secret).toString("base64")), secret).to.equal(false);
  }
}

/** The fixture's StatefulSet as its program describes it, with the names that the rehearsal gave. */
function expectedStatefulSet(settings: string, secret: string): object {
  const env = {
    ADDRESS: "everything.load-balancer.invalid",
    PASSWORD: "placeholder-for-everything-value",
    FINGERPRINT: "placeholder-for-key-publicKeyFingerprintSha256",
    NETWORKS: "blue green",
  };
  const container = {
    name: "main",
    image: "registry.example/everything:1234",
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    volumeMounts: [{ name: "settings", mountPath: "/settings" }],
  };
  const volumes = [
    { name: "settings", configMap: { name: settings } },
    { name: "secret", secret: { secretName: secret } },
    { name: "scratch", emptyDir: {} },
  ];
  const labels = { app: "everything" };
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "everything", namespace: "space" },
    spec: {
      serviceName: "everything",
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], volumes } },
    },
  };
}
