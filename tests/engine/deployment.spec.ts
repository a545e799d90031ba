import { expect } from "chai";
import { Changes, quiet } from "../support/changes";
import { outputOf } from "../support/command";
import { EngineProject, failureOf } from "../support/project";
import { answers, declaredOutput, oneadmin } from "../support/reachability";
import { type Repository, startRepository } from "../support/repository";

const namespace = "engine-test";
const firstPassword = "First-canary-of-the-engine-test";
const secondPassword = "Second-canary-of-the-engine-test";

async function claimIdentity(): Promise<string> {
  const path = "jsonpath={.metadata.uid}";
  return outputOf("kubectl", ["get", "pvc", `data-${namespace}-0`, "-n", namespace, "-o", path]);
}

describe("a front-end under the real engine", () => {
  let project: EngineProject;
  let repository: Repository;

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(namespace, repository);
    await project.configure({ "tproxy.enabled": "true" });
    await project.configureSecret("credentials.oneadminPassword", firstPassword);
  });

  after(async () => {
    await repository.stop();
    await project.end(namespace);
  });

  it("fails at preview, with all problems at once, when the configuration can't work", async () => {
    await project.configure({ hostname: "one_1", monitorAddress: "http://one" });
    const failure = await failureOf(() => project.stack.preview());
    await project.configure({ hostname: "", monitorAddress: "" });
    expect(failure).to.contain('hostname: "one_1" is neither');
    expect(failure).to.contain('monitorAddress: "http://one" is neither');
    expect(failure).not.to.contain(firstPassword);
  });

  it("previews everything that `up` then creates", async () => {
    const preview = await project.stack.preview();
    const up = await project.stack.up();
    expect(up.summary.resourceChanges).to.deep.equal(preview.changeSummary);
    expect(up.stdout).not.to.contain(firstPassword);
  });

  it("answers on every port of the load balancer's address, which hypervisors are told", async () => {
    const outputs = await project.stack.outputs();
    const address = declaredOutput(outputs, "hostname");
    expect(declaredOutput(outputs, "monitorAddress")).to.equal(address);
    for (const port of [2633, 2634, 2616, 2474, 5030, 4124, 22]) {
      expect(await answers(address, port), `port ${port}`).to.equal(true);
    }
  });

  it("runs the image by digest", async () => {
    const reference = declaredOutput(await project.stack.outputs(), "imageReference");
    expect(reference).to.match(/@sha256:[0-9a-f]{64}$/);
  });

  it("changes nothing when it is run again", async () => {
    const again = await project.stack.up({ expectNoChanges: true });
    const operations = Object.keys(again.summary.resourceChanges ?? {});
    expect(operations.filter((operation) => !quiet.includes(operation))).to.deep.equal([]);
  });

  it("keeps every secret out of the state in clear", () => {
    const state = project.stateText();
    expect(state).to.contain("data-engine-test-0");
    expect(state).not.to.contain(firstPassword);
    expect(state).not.to.contain("PRIVATE KEY-----");
  });

  it("updates a changed hostname in place, and has it told to hypervisors", async () => {
    await project.configure({ hostname: "one.example.net" });
    const [previewed, done] = [new Changes(), new Changes()];
    await project.stack.preview({ onEvent: previewed.onEvent });
    expect(previewed.all).to.deep.equal([
      `replace ConfigMap ${namespace}-hypervisors`,
      `replace Job ${namespace}-hypervisors`,
      `replace Job ${namespace}-start`,
      `update OpenNebula ${namespace}`,
      `update StatefulSet ${namespace}`,
    ]);
    const up = await project.stack.up({ onEvent: done.onEvent });
    expect(done.all).to.deep.equal(previewed.all);
    expect(declaredOutput(up.outputs, "hostname")).to.equal("one.example.net");
  });

  it("refuses at preview to make the volume smaller", async () => {
    await project.configure({ "storage.size": "1Gi" });
    const failure = await failureOf(() => project.stack.preview());
    await project.configure({ "storage.size": "2Gi" });
    expect(failure).to.contain('storage.size: "1Gi" is smaller than the 2Gi of the existing claim');
  });

  it("refuses at preview to go back to an older version", async () => {
    await project.configure({ version: "7.0.0" });
    const failure = await failureOf(() => project.stack.preview());
    await project.configure({ version: repository.version });
    expect(failure).to.contain(`version: "7.0.0" is older than the "${repository.version}"`);
  });

  it("refuses at preview to put a key in use that hypervisors haven't got", async () => {
    await project.configure({ "keyRotation.sshKeyGenerations[0]": "2" });
    const failure = await failureOf(() => project.stack.preview());
    await project.configure({ "keyRotation.sshKeyGenerations[0]": "1" });
    expect(failure).to.contain("keyRotation.sshKeyGenerations: [2] puts a key in use");
    expect(failure).to.contain("deploy [1,2] first");
  });

  it("leaves the volume behind at `destroy`, and finds it again, with the new password in force", async () => {
    const before = await claimIdentity();
    const created = await oneadmin(namespace, ["oneuser", "create", "kept", "Kept-1"]);
    const id = /ID: (\d+)/.exec(created)?.[1] ?? "";
    await project.stack.destroy();
    expect(await claimIdentity()).to.equal(before);

    await project.configureSecret("credentials.oneadminPassword", secondPassword);
    await project.stack.up();
    expect(await claimIdentity()).to.equal(before);
    expect(await oneadmin(namespace, ["cat", "/var/lib/one/.one/one_auth"])).to.contain(
      secondPassword,
    );
    expect(await oneadmin(namespace, ["oneuser", "show", id])).to.contain("kept");
  });
});
