import { expect } from "chai";
import { ForeignTeam } from "../support/foreignTeam";
import { find } from "../support/kubectl";
import { EngineProject } from "../support/project";
import { type Repository, startRepository } from "../support/repository";

const name = "namespace-test";

describe("a stack in a namespace that another team made", () => {
  const team = new ForeignTeam();
  let project: EngineProject;
  let repository: Repository;
  let said: string;

  before(async () => {
    repository = await startRepository();
    await team.settle();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    await project.configure({ namespace: team.name, "storage.retain": "false" });
    said = (await project.stack.up()).stdout;
  });

  after(async () => {
    await repository.stop();
    await project.stack.destroy();
    project.remove();
    await team.remove();
  });

  it("leaves its labels as they are, and warns of its looser Pod Security", async () => {
    expect((await team.namespace())?.metadata.labels).to.deep.equal({
      ...team.labels,
      "kubernetes.io/metadata.name": team.name,
    });
    expect(said).to.contain(`namespace: "${team.name}" exists and isn't this stack's`);
    expect(said).to.contain('it enforces Pod Security "privileged"');
  });

  it("lets the other team's pod start again", () => team.restartPod());

  it("takes away what it made at `destroy`, without `retain` the claim too, and nothing else", async () => {
    await project.stack.destroy();
    const claim = await find(["pvc", "-n", team.name, `data-${name}-0`]);
    expect(claim).to.equal(undefined);
    expect(await team.namespace()).not.to.equal(undefined);
    await team.restartPod();
  });
});
