import { expect } from "chai";
import { quiet } from "../support/changes";
import { Update } from "../support/interruptedUpdate";
import { EngineProject } from "../support/project";
import { type Repository, startRepository } from "../support/repository";

const namespace = "interruption-test";

describe("an `up` that is killed at each resource it makes", () => {
  let project: EngineProject;
  let repository: Repository;
  const killedAt = new Set<string>();
  const adopted: string[] = [];

  const update = (flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Update =>
    new Update(project, flags, env);

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(namespace, repository);
    await project.configure({ "hypervisors[0].name": "kvm1", "enrolment.onFailure": "warn" });
    await project.configure({ "enrolment.timeoutSeconds": "10" });
  });

  after(async () => {
    await project.stack.cancel().catch(() => undefined);
    await repository.stop();
    await project.end(namespace);
  });

  /** Runs the command that a failed update says, and nothing else. */
  async function adopt(output: string): Promise<boolean> {
    const said = /`(?<env>(?:\w+=\w+ )+)pulumi up --refresh=false --target '(?<urn>[^']+)'`/.exec(
      output,
    );
    const { env = "", urn = "" } = said?.groups ?? {};
    if (urn === "" || adopted.includes(urn)) return false;
    const variables = env
      .trim()
      .split(" ")
      .map((one) => one.split("=") as [string, string]);
    const { code, output: told } = await update(
      ["--refresh=false", "--target", urn],
      Object.fromEntries(variables),
    ).ended();
    expect(code, told).to.equal(0);
    adopted.push(urn);
    return true;
  }

  it("goes on where it was, or names one command that does", async function () {
    this.timeout(1_800_000);
    for (;;) {
      const current = update();
      const found = await current.killedAtFirstBut(killedAt);
      if (found !== undefined) {
        killedAt.add(found);
        await project.stack.cancel();
        continue;
      }
      const { code, output } = await current.ended();
      if (code === 0) break;
      expect(await adopt(output), output).to.equal(true);
    }
    expect([...killedAt]).to.include.members([
      `StatefulSet ${namespace}`,
      `Service ${namespace}`,
      `Job ${namespace}-hypervisors`,
      `Secret ${namespace}-credentials`,
      `PersistentVolumeClaimPatch ${namespace}-data`,
    ]);
  });

  it("ends with a front-end that the next `up` leaves alone", async () => {
    const again = await project.stack.up({ expectNoChanges: true });
    const operations = Object.keys(again.summary.resourceChanges ?? {});
    expect(operations.filter((operation) => !quiet.includes(operation))).to.deep.equal([]);
  });
});
