import { expect } from "chai";
import { packageRoot } from "../../components/package/packageRoot";
import { outputOf } from "../support/command";
import { DiffProject } from "../support/diffProject";
import { engineEnvironment, useInstalledEngine } from "../support/project";
import { minimal } from "../support/scenarios";

const namespace = "engine-view-test";
const canaries = ["canary-of-what-is-deployed", "canary-of-the-head"] as const;

// Nothing waits for a pod here: no node has its image.
const program = `
const { OpenNebula } = require("${packageRoot()}");
const pulumi = require("@pulumi/pulumi");
const args = new pulumi.Config().requireObject("args");
const skip = ({ type, props, opts }) => type.startsWith("kubernetes:")
  ? { opts, props: { ...props, metadata: { ...props.metadata, annotations: { ...props.metadata?.annotations, "pulumi.com/skipAwait": "true" } } } }
  : undefined;
new OpenNebula("one", args, { transforms: [skip] });
`;

describe("what Pulumi's engine says of a change", function () {
  let project: DiffProject;
  let env: Record<string, string>;

  const withPassword = (oneadminPassword: string, more: object = {}): object => ({
    ...minimal,
    namespace,
    storage: { retain: false },
    credentials: { oneadminPassword },
    ...more,
  });

  const pulumi = (...args: string[]): Promise<string> =>
    outputOf("pulumi", [...args, "--stack", "dev", "--non-interactive"], {
      cwd: project.folder,
      env: { ...process.env, ...env },
      seconds: 300,
    });

  const ask = (): ReturnType<DiffProject["diff"]> =>
    project.diffWith(env, "--base", "deployed", "--head", "HEAD", "--engine");

  before(async () => {
    useInstalledEngine();
    project = new DiffProject();
    env = engineEnvironment(project.folder);
    project.write("index.js", program);
    project.write(".gitignore", "node_modules\n.pulumi\n");
    project.stack(withPassword(canaries[0]));
    await pulumi("stack", "init");
    project.commit();
    project.git("tag", "deployed");
    await pulumi("up", "--yes", "--skip-preview");
  });

  beforeEach(() => {
    project.git("checkout", "--quiet", "--force", "-B", "work", "deployed");
  });

  after(async () => {
    await pulumi("destroy", "--yes", "--skip-preview");
    project.remove();
  });

  function change(args: object): void {
    project.stack(args);
    project.commit();
  }

  it("is the same for a label", async () => {
    change(withPassword(canaries[0], { labels: { team: "cloud" } }));
    const { stdout, stderr } = await ask();
    expect(stdout, stdout + stderr).to.contain("Pulumi's engine says the same of stack dev.");
  });

  it("is the same for a hostname", async () => {
    change(withPassword(canaries[0], { hostname: "one.example.net" }));
    const { stdout, stderr } = await ask();
    expect(stdout, stdout + stderr).to.contain("Pulumi's engine says the same of stack dev.");
  });

  it("is the same for a change of nothing", async () => {
    change(withPassword(canaries[0]));
    const { stdout, stderr } = await ask();
    expect(stdout, stdout + stderr).to.contain("Pulumi's engine says the same of stack dev.");
  });

  it("names a secret that changes, and never its value", async () => {
    change(withPassword(canaries[1]));
    const { code, stdout, stderr } = await ask();
    expect(code, stderr).to.equal(4);
    expect(stdout).to.contain("oneadmin's password changes");
    for (const canary of canaries) expect(stdout + stderr).not.to.contain(canary);
  });

  it("differs where somebody changed the cluster by hand", async () => {
    const patch = JSON.stringify({ spec: { sessionAffinity: "ClientIP" } });
    const service = ["-n", namespace, "service", "one"];
    await outputOf("kubectl", ["patch", ...service, "--type=merge", "-p", patch]);
    await outputOf("kubectl", [
      "label",
      ...service,
      "app.kubernetes.io/version=0.0.0",
      "--overwrite",
    ]);
    change(withPassword(canaries[0]));
    const { code, stdout, stderr } = await ask();
    expect(stdout, stderr).to.contain("The engine also changes Service one");
    expect(code).to.equal(3);
  });

  it("is missing, with the reason, for a stack that the backend doesn't know", async () => {
    project.stack(withPassword(canaries[0]), "other");
    project.commit();
    const { stdout } = await project.diffWith(
      env,
      "--base",
      "deployed",
      "--head",
      "HEAD",
      "--stack",
      "other",
      "--engine",
    );
    expect(stdout).to.contain(
      "Pulumi's engine wasn't asked about stack other: no stack named 'other' found.",
    );
  });
});
