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
import { deployableChanges, PlannedStack } from "../support/plannedStack";

const name = "outcome-test";
// Its address is given up, and with it the client's: so it comes last.
const last = "another type of Service";
// Whether a claim grows is up to its class.
const changes = deployableChanges.filter(
  ({ title, args }) => title !== last && args.storage === undefined,
);

describe("what an update does, beside what the plan in words said", function () {
  this.timeout(600_000);
  let stack: PlannedStack;
  let address: string;

  before(async () => {
    stack = await PlannedStack.deploy(name);
    address = await addressOf(name);
  });

  after(() => stack.end());

  async function carryOut(): Promise<Omit<Outcome, "away">> {
    const before = await identitiesOf(name);
    await stack.project.stack.up();
    return differences(before, await identitiesOf(name));
  }

  for (const { title, args } of changes) {
    it(`is the same for ${title}`, async () => {
      const former = await stack.side();
      stack.configure(args);
      const plan = planBetween(former, await stack.side());
      const client = new Client(address);
      const done = await carryOut();
      const seconds = await client.stop();
      process.stdout.write(`      without an API for ${seconds.toFixed(1)} s at most\n`);
      expect({ ...done, away: seconds > 2 }).to.deep.equal(promised(plan));
    });
  }

  it(`is the same for ${last}`, async () => {
    const { args = {} } = deployableChanges.find(({ title }) => title === last) ?? {};
    const former = await stack.side();
    stack.configure(args);
    const { away: _, ...said } = promised(planBetween(former, await stack.side()));
    expect(await carryOut()).to.deep.equal(said);
  });
});

function differences(before: Identities, after: Identities): Omit<Outcome, "away"> {
  return {
    anotherPod: before.anotherPod !== after.anotherPod,
    anotherStatefulSet: before.anotherStatefulSet !== after.anotherStatefulSet,
    anotherClaim: before.anotherClaim !== after.anotherClaim,
    anotherService: before.anotherService !== after.anotherService,
    anotherJob: before.anotherJob !== after.anotherJob,
  };
}
