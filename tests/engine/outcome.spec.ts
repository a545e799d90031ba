import { expect } from "chai";
import { type Plan, planBetween } from "../../diff/plan";
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
const growth = "a claim that grows";
// A claim never gets smaller again.
const late = [last, refused, growth];
const changes = deployableChanges.filter(({ title }) => !late.includes(title));

describe("what an update does, beside what the plan in words said", function () {
  this.timeout(600_000);
  let stack: PlannedStack;
  let address: string;
  // A claim keeps the size that it has grown to.
  let size = "2Gi";

  before(async () => {
    stack = await PlannedStack.deploy(name);
    address = await addressOf(name);
  });

  after(() => stack.end());

  function storage(storageClass = claimClass): object {
    return { storage: { size, storageClass } };
  }

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
    const done = differences(before, await identitiesOf(now, name));
    process.stdout.write(report(plan, done, fails, seconds));
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

  it("is the same for another name of the certificate", async () => {
    const [done, said] = await outcomes(() => {
      stack.configure({ tls: { selfSigned: {}, names: ["cloud.example.net"] } });
    });
    expect(done).to.deep.equal(said);
    expect(done.anotherPod).to.equal(false);
  });

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
      size = "4Gi";
      stack.configure(storage());
    });
    expect(done).to.deep.equal(said);
    expect(done.anotherSize).to.equal(true);
  });

  it(`is the same for ${refused}, which the cluster refuses`, async () => {
    const [done, said] = await outcomes(() => {
      stack.configure(storage(otherClass));
    });
    expect(done).to.deep.equal(said);
    expect(done.fails).to.equal(true);
    // What comes next is compared with what there is.
    stack.configure(storage());
  });

  it(`is the same for ${last}`, async () => {
    const { args = {} } = deployableChanges.find(({ title }) => title === last) ?? {};
    const [{ away: _, ...done }, { away: __, ...said }] = await outcomes(() => {
      stack.configure({ ...args, ...storage() });
    });
    expect(done).to.deep.equal(said);
  });

  it("is the same for a component that is renamed, with an alias", async () => {
    const [{ away: _, ...done }, { away: __, ...said }] = await outcomes(() => {
      stack.rename("renamed-test", storage());
    }, "renamed-test");
    expect(done).to.deep.equal(said);
    expect(done.anotherClaim).to.equal(true);
  });
});

/** The plan beside the outcome, for a reader. */
function report(plan: Plan, done: object, fails: boolean, seconds: number): string {
  const said = plan.chapters.flatMap(({ sentences }) =>
    sentences.map(({ grave, text }) => `${grave ? "!" : "-"} ${text.split("\n")[0] ?? ""}`),
  );
  const found = Object.entries(done).flatMap(([what, differs]) => (differs === true ? [what] : []));
  const outcome = [...found, ...(fails ? ["fails"] : [])].join(", ") || "nothing is another";
  const last = `= ${outcome}; without an API for ${seconds.toFixed(1)} s at most`;
  return [...said, last].map((line) => `      ${line}\n`).join("");
}

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
