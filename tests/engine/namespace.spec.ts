import { expect } from "chai";
import { ForeignTeam } from "../support/foreignTeam";
import { find } from "../support/kubectl";
import { EngineProject, failureOf } from "../support/project";
import { type Repository, startRepository } from "../support/repository";

const name = "namespace-test";

describe("a stack in a namespace that another team made", () => {
  const team = new ForeignTeam();
  let project: EngineProject;
  let repository: Repository;

  before(async () => {
    repository = await startRepository();
    await team.settle();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    await project.configure({ namespace: team.name });
  });

  after(async () => {
    await repository.stop();
    await project.stack.destroy();
    project.remove();
    await team.remove();
  });

  async function isAsItWas(): Promise<void> {
    const labels = { ...team.labels, "kubernetes.io/metadata.name": team.name };
    expect((await team.namespace())?.metadata.labels).to.deep.equal(labels);
    await team.restartPod();
  }

  it("leaves labels and pods as they are, and warns of the looser Pod Security", async () => {
    const { stdout } = await project.stack.up();
    expect(stdout).to.contain(`namespace: "${team.name}" exists and isn't this stack's`);
    expect(stdout).to.contain('it enforces Pod Security "privileged"');
    await isAsItWas();
    await project.stack.destroy();
    await isAsItWas();
  });

  it("is refused where `destroy` would delete the namespace, and says the way out", async () => {
    await project.configure({ "storage.retain": "false" });
    const failure = await failureOf(() => project.stack.up());
    expect(failure).to.contain("namespace: it exists and isn't in the state of this stack");
    expect(failure).to.contain("set `createNamespace: false` to use it as it is");
    await isAsItWas();
  });

  it("takes away at `destroy` what it made in it, and nothing else", async () => {
    await project.configure({ createNamespace: "false", name: `${name}-2` });
    await project.stack.up();
    await project.stack.destroy();
    expect(await find(["pvc", "-n", team.name, `data-${name}-2-0`])).to.equal(undefined);
    await isAsItWas();
  });
});
