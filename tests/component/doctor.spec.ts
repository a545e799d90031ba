import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Finding } from "../../operate/doctor/finding";
import { ApiStub } from "../support/apiStub";
import { type CommandResult, runCommand } from "../support/command";
import { objectOf } from "../support/declaredStack";
import { DiffProject } from "../support/diffProject";
import { Operation } from "../support/operation";
import { projectFolder } from "../support/projectFiles";
import { RegistryStub } from "../support/registryStub";
import { minimal } from "../support/scenarios";

const cli = join(projectFolder, "bin", "operate", "doctor", "cli.js");

describe("npm run doctor", function () {
  this.timeout(120_000);
  let project: DiffProject;
  let operation: Operation;
  let cluster: ApiStub;
  let registry: RegistryStub;
  let kubeconfig: string;
  let registryHost: string;

  before(async () => {
    project = new DiffProject();
    operation = new Operation();
    cluster = new ApiStub();
    registry = new RegistryStub();
    kubeconfig = operation.writeKubeconfig(await cluster.start());
    registryHost = await registry.start();
    const image = `${registryHost}/opennebula:7.4.0`;
    registry.images.push("7.4.0");
    project.stack({ ...minimal, image: { reference: image } });
    const annotations = { "storageclass.kubernetes.io/is-default-class": "true" };
    cluster.objects.push(
      objectOf("StorageClass", "fast", { metadata: { annotations }, allowVolumeExpansion: true }),
    );
  });
  after(() => {
    cluster.stop();
    registry.stop();
    operation.remove();
    project.remove();
  });

  function doctor(env: NodeJS.ProcessEnv, ...flags: string[]): Promise<CommandResult> {
    const { HOME = operation.home, ...rest } = env;
    return runCommand(process.execPath, [cli, ...flags], {
      cwd: project.folder,
      env: {
        HOME,
        PATH: operation.path,
        KUBECONFIG: kubeconfig,
        PULUMI_BACKEND_URL: "file:///elsewhere",
        ...rest,
      },
    });
  }

  it("ends with 0 where all is well, and asks of each kind that the stack has", async () => {
    const { code, stdout, stderr } = await doctor({});
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).not.to.match(/^(fails|warning)/m);
    for (const kind of ["Namespace", "PersistentVolumeClaim", "Secret", "Service", "StatefulSet"]) {
      expect(stdout).to.contain(`Rights: ${kind}`);
    }
    expect(stdout).to.contain("Docker: isn't needed").and.contain("Pulumi 3.270.0");
    expect(cluster.requests.filter((one) => /^(PUT|PATCH|DELETE)/.test(one))).to.deep.equal([]);
  });

  it("ends with 0 for a warning, and with 1 for a failure", async () => {
    const warned = await doctor({ PULUMI_BACKEND_URL: "" }, "--json");
    const findings = JSON.parse(warned.stdout) as Finding[];
    expect(findings.find(({ subject }) => subject === "State")?.verdict).to.equal("warning");
    expect(warned.code).to.equal(0);
    cluster.denies = ({ verb }) => verb === "delete";
    const { code, stdout } = await doctor({});
    cluster.denies = () => false;
    expect(code).to.equal(1);
    expect(stdout).to.contain(
      "fails    Rights: Service in namespace one: this user may not delete;",
    );
  });

  it("says in one sentence each what isn't there, and goes on", async () => {
    const { code, stdout } = await doctor({ KUBECONFIG: "", PATH: "" });
    expect(code).to.equal(1);
    expect(stdout).to.match(/^fails {4}Engine: there is no pulumi command on PATH/m);
    expect(stdout).to.match(/^fails {4}Cluster: There is no cluster to work on/m);
    expect(stdout).to.match(/^ok {7}Registry/m);
  });

  it("goes on where the API server refuses one look", async () => {
    cluster.refuses = (request) =>
      request.endsWith("/storageclasses") ? { code: 403, message: "not for you" } : undefined;
    const { code, stdout } = await doctor({});
    cluster.refuses = () => undefined;
    expect(code).to.equal(0);
    expect(stdout).to.match(/^warning {2}Storage: can't be looked at: not for you/m);
    expect(stdout)
      .to.contain("Rights: StatefulSet")
      .and.to.match(/^ok {7}Namespace/m);
  });

  it("asks Docker and the registry of the stack's image that is built", async () => {
    const host = registryHost;
    project.stack({ version: "7.4.0", image: { build: { registry: `${host}/cloud` } } }, "built");
    const script = `case $1 in
version) echo '{"Version":"28.1","Os":"linux","Arch":"amd64"}' ;;
info) echo '{"RegistryConfig":{"IndexConfigs":{}}}' ;;
esac`;
    const client = join(operation.path, "docker");
    writeFileSync(client, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const taken = await doctor({}, "--stack", "built");
    registry.uploads = 403;
    const refused = await doctor({}, "--stack", "built");
    registry.uploads = 202;
    rmSync(client);
    expect(taken.code, taken.stdout).to.equal(0);
    expect(taken.stdout).to.contain("ok       Docker: engine 28.1 for linux/amd64.");
    expect(taken.stdout).to.contain(`ok       Registry: ${host} takes a push to cloud/opennebula.`);
    expect(refused.stdout).to.match(/^(warning|fails).*Registry: /m);
    const missing = await doctor({}, "--stack", "built");
    expect(missing.code).to.equal(1);
    expect(missing.stdout).to.match(/^fails {4}Docker: there is no docker command on PATH/m);
  });

  it("says why the cluster doesn't answer", async () => {
    const gone = operation.writeKubeconfig("http://127.0.0.1:1");
    const { code, stdout } = await doctor({ KUBECONFIG: gone });
    operation.writeKubeconfig(cluster.address);
    expect(code).to.equal(1);
    expect(stdout).to.match(
      /^fails {4}Cluster: kube context "sample" .* doesn't answer: .*ECONNREFUSED/m,
    );
  });

  for (const [title, flags, sentence] of [
    ["an unknown stack", ["--stack", "gone"], 'There is no stack "gone"'],
    ["an unknown option", ["--loud"], "Unknown option '--loud'"],
    ["a folder that isn't there", ["--cwd", "/nowhere"], "--cwd /nowhere: there is no such folder"],
  ] as const) {
    it(`ends with 2 for ${title}`, async () => {
      const { code, stdout, stderr } = await doctor({}, ...flags);
      expect(code).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.contain(sentence);
    });
  }

  it("ends with 2 for arguments that the component refuses", async () => {
    project.stack({ ...minimal, version: "6.0" }, "old");
    const { code, stderr } = await doctor({}, "--stack", "old");
    expect(code).to.equal(2);
    expect(stderr).to.contain("is older than 7.0");
  });
});
