import { expect } from "chai";
import { compare, type Comparison } from "../../diff/comparison";
import type { Plan } from "../../diff/plan";
import { DiffProject } from "../support/diffProject";
import { minimal } from "../support/scenarios";

describe("a comparison of two commits", function () {
  this.timeout(120_000);
  let project: DiffProject;

  before(() => {
    project = DiffProject.committed(minimal);
    project.stack({ ...minimal, labels: { team: "cloud" } });
    project.commit();
  });
  afterEach(() => {
    expect(project.worktrees()).to.have.lengthOf(1);
  });
  after(() => {
    project.remove();
  });

  function compared(more: Partial<Comparison> = {}): Promise<Plan[]> {
    return compare({ cwd: project.folder, base: "first", stacks: [], engine: false, ...more });
  }

  async function failure(more: Partial<Comparison>): Promise<string> {
    const error: unknown = await compared(more).catch((reason: unknown) => reason);
    return String(error);
  }

  it("has a plan of each stack, with the working tree or with another commit", async () => {
    const [plan] = await compared();
    expect(plan?.stack).to.equal("dev");
    expect(plan?.steps.length).to.be.greaterThan(0);
    const [same] = await compared({ head: "first" });
    expect(same?.steps).to.deep.equal([]);
  });

  it("finds the program in each side's own folder", async () => {
    const [plan] = await compared({ program: "index.js" });
    expect(plan?.steps.length).to.be.greaterThan(0);
  });

  it("says which side can't be rehearsed, and why", async () => {
    project.write("index.js", `throw new Error("broken on purpose");`);
    expect(await failure({})).to.contain(
      "Stack dev of the working tree can't be rehearsed: broken on purpose",
    );
    project.git("checkout", "--quiet", "index.js");
  });

  it("refuses a stack that neither side has", async () => {
    expect(await failure({ stacks: ["x"] })).to.contain("--stack x: neither side has a file");
  });
});
