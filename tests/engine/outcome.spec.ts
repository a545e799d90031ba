import { expect } from "chai";
import { planBetween } from "../../diff/plan";
import {
  addressOf,
  Client,
  type Identities,
  identitiesOf,
  type Outcome,
  promised,
} from "../support/outcome";
import { claimClass, deployableChanges, otherClass, PlannedStack } from "../support/plannedStack";
import { namedRepository, type Repository, startNewerRepository } from "../support/repository";
import { skipBecause } from "../support/skip";

const name = "outcome-test";
// Its address is given up, and with it the client's: so it comes last.
const last = "another type of Service";
const refused = "another class of the claim";
const grown = { storage: { size: "4Gi", storageClass: claimClass } };
const growth = "a claim that grows";
// A claim never gets smaller again.
const late = [last, refused, growth];
const changes = deployableChanges.filter(({ title }) => !late.includes(title));

describe("what an update does, beside what the plan in words said", function () {
  this.timeout(600_000);
  let stack: PlannedStack;
  let address: string;

  before(async () => {
    stack = await PlannedStack.deploy(name);
    address = await addressOf(name);
  });

  after(() => stack.end());

  /** Carries a change out; what came of it, and what the plan said. */
  async function outcomes(change: () => void, now = name): Promise<[Outcome, Outcome]> {
    const former = await stack.side();
    change();
    const plan = planBetween(former, await stack.side());
    const before = await identitiesOf(name);
    const client = new Client(address);
    const fails = await stack.project.stack.up().then(
      () => false,
      () => true,
    );
    const seconds = await client.stop();
    process.stdout.write(`      without an API for ${seconds.toFixed(1)} s at most\n`);
    const done = differences(before, await identitiesOf(now, name));
    return [{ ...done, fails, away: seconds > 2 }, promised(plan)];
  }

  for (const { title, args } of changes) {
    it(`is the same for ${title}`, async () => {
      const [done, said] = await outcomes(() => {
        stack.configure(args);
      });
      expect(done).to.deep.equal(said);
    });
  }

  it("is the same for a newer version", async function () {
    if (namedRepository() !== undefined) skipBecause(this, "there are packages of one version");
    const newer: Repository = await startNewerRepository("7.5.0");
    try {
      const { url: packageRepository, keyUrl: packageKey, version } = newer;
      const [done, said] = await outcomes(() => {
        stack.configure({ version, image: { build: { packageRepository, packageKey } } });
      });
      expect(done).to.deep.equal(said);
      expect(done.anotherVersion).to.equal(true);
    } finally {
      await newer.stop();
    }
  });

  it(`is the same for ${growth}`, async () => {
    const [done, said] = await outcomes(() => {
      stack.configure(grown);
    });
    expect(done).to.deep.equal(said);
    expect(done.anotherSize).to.equal(true);
  });

  it(`is the same for ${refused}, which the cluster refuses`, async () => {
    const [done, said] = await outcomes(() => {
      stack.configure({ storage: { size: "4Gi", storageClass: otherClass } });
    });
    expect(done).to.deep.equal(said);
    expect(done.fails).to.equal(true);
  });

  it(`is the same for ${last}`, async () => {
    const { args = {} } = deployableChanges.find(({ title }) => title === last) ?? {};
    const [{ away: _, ...done }, { away: __, ...said }] = await outcomes(() => {
      stack.configure({ ...args, ...grown });
    });
    expect(done).to.deep.equal(said);
  });

  it("is the same for a component that is renamed, with an alias", async () => {
    const [{ away: _, ...done }, { away: __, ...said }] = await outcomes(() => {
      stack.rename("renamed-test", grown);
    }, "renamed-test");
    expect(done).to.deep.equal(said);
    expect(done.anotherClaim).to.equal(true);
  });
});

function differences(before: Identities, after: Identities): Omit<Outcome, "away" | "fails"> {
  return {
    anotherPod: before.anotherPod !== after.anotherPod,
    anotherStatefulSet: before.anotherStatefulSet !== after.anotherStatefulSet,
    anotherClaim: before.anotherClaim !== after.anotherClaim,
    anotherSize: before.anotherSize !== after.anotherSize,
    anotherService: before.anotherService !== after.anotherService,
    anotherJob: before.anotherJob !== after.anotherJob,
    anotherVersion: before.anotherVersion !== after.anotherVersion,
  };
}
