import { expect } from "chai";
import { outputOf } from "../support/command";
import { EngineProject, failureOf } from "../support/project";
import { declaredOutput, oneadmin } from "../support/reachability";
import { type Repository, startRepository } from "../support/repository";

const name = "rotation-test";

describe("passwords and keys that rotate, under the real engine", () => {
  let project: EngineProject;
  let repository: Repository;

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    await project.configure({ "expose.type": "ClusterIP" });
  });

  after(async () => {
    await repository.stop();
    await project.end(name);
  });

  /** An output after an update of the generations of keys and passwords, by their places in `keyRotation`. */
  async function rotated(places: Record<string, string>, output: string): Promise<string> {
    await project.stack.removeConfig("keyRotation");
    const keys = Object.entries(places).map(([place, value]) => [`keyRotation.${place}`, value]);
    await project.configure(Object.fromEntries(keys) as Record<string, string>);
    return declaredOutput((await project.stack.up()).outputs, output);
  }

  it("fail with what is wrong with an external database, before there is a pod", async () => {
    await project.configure({
      "database.host": "db.example.net",
      "database.existingSecret": "db-login",
    });
    const failure = await failureOf(() => project.stack.up());
    await project.stack.removeConfig("database");
    expect(failure).to.contain("database.existingSecret: there is no Secret db-login in this");
    const pods = await outputOf("kubectl", ["get", "statefulset", "-n", name, "-o", "name"]);
    expect(pods).to.equal("");
  });

  it("give the front-end another key of SSH in two steps, of which the agent has the one in use", async () => {
    const first = declaredOutput((await project.stack.up()).outputs, "sshPublicKey");
    const both = await rotated(
      { "sshKeyGenerations[0]": "1", "sshKeyGenerations[1]": "2" },
      "sshPublicKey",
    );
    expect(both).to.equal(first);
    const second = await rotated({ "sshKeyGenerations[0]": "2" }, "sshPublicKey");
    expect(second).not.to.equal(first);
    const agent = ["env", "SSH_AUTH_SOCK=/run/one/ssh-agent.sock", "ssh-add", "-L"];
    expect(await oneadmin(name, agent)).to.contain(second.trim().split(" ")[1]);
  });

  it("give oneadmin another password, with which it is let in at once", async () => {
    const before = declaredOutput(await project.stack.outputs(), "oneadminPassword");
    const now = await rotated(
      { "sshKeyGenerations[0]": "2", oneadminPasswordGeneration: "2" },
      "oneadminPassword",
    );
    expect(now).not.to.equal(before);
    expect(await oneadmin(name, ["cat", "/var/lib/one/.one/one_auth"])).to.contain(now);
    expect(await oneadmin(name, ["oneuser", "show", "0"])).to.contain("oneadmin");
    await project.stack.up({ expectNoChanges: true });
  });
});
