import { expect } from "chai";
import { needDocker } from "../support/docker";
import { skipBecause } from "../support/skip";
import { serverEnvironment, startLastingServer } from "./databaseServer";
import { type Disturbance, disturbances } from "./disturbances";
import { Trial, type TrialOptions } from "./trial";

/** Each disturbance once, unless more rounds are asked for. */
const asked = Number(process.env["OPENNEBULA_TEST_ROUNDS"] ?? 0);
/** The same seed has the same things happen at the same times. */
const seed = Number(process.env["OPENNEBULA_TEST_SEED"] ?? Math.floor(Math.random() * 1e9));

const databases: Readonly<Record<string, TrialOptions>> = {
  SQLite: { megabytes: 512 },
  MariaDB: { database: { start: startLastingServer, environment: serverEnvironment } },
};

for (const [name, options] of Object.entries(databases)) {
  describe(`A history of acknowledged writes, with ${name},`, function () {
    this.timeout(900_000 + asked * 180_000);
    let trial: Trial;
    const remains: Trial[] = [];

    before(async function () {
      await needDocker(this);
      if (options.database !== undefined && asked === 0) {
        skipBecause(
          this,
          "OPENNEBULA_TEST_ROUNDS asks for no rounds, and a minute without a database is long",
        );
      }
      trial = await Trial.begin(options);
      remains.push(trial);
    });

    after(async () => {
      for (const one of remains) await one.end();
    });

    it(`is whole after each disturbance (OPENNEBULA_TEST_SEED=${seed})`, async () => {
      const chance = chances(seed);
      const told: string[] = [];
      const fitting = disturbances.filter(({ fits }) => fits(trial));
      const rounds = Math.max(asked, fitting.length);
      for (let round = 0; round < rounds; round += 1) {
        const one = chosen(fitting, round, chance);
        const start = Date.now();
        try {
          await one.happen(trial, chance());
          await trial.history.advance(5);
        } catch (error) {
          const which = `round ${round + 1}, ${one.name}, after ${told.join("; ")}`;
          throw new Error(`${which}: ${String(error)}`, { cause: error });
        }
        const lost = await trial.history.lost();
        told.push(`${one.name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
        expect(lost, `after round ${round + 1}, ${told.join("; ")}`).to.deep.equal([]);
      }
      const { history } = trial;
      expect(await history.lost("all")).to.deep.equal([]);
      if (asked > 0) process.stdout.write(`${report(trial, told)}\n`);
    });
  });
}

/** Each in its turn first, then by chance. */
function chosen(all: readonly Disturbance[], round: number, chance: () => number): Disturbance {
  const index = round < all.length ? round : Math.floor(chance() * all.length);
  const one = all[index];
  if (one === undefined) throw new Error("nothing can happen to this front-end");
  return one;
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function chances(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function report({ history }: Trial, told: readonly string[]): string {
  const { acknowledged, unanswered, refused, longestGap } = history;
  return [
    ...told,
    `${acknowledged.length} acknowledged and none lost, ${unanswered} unanswered, ${refused} refused; ` +
      `longest time without one: ${(longestGap / 1000).toFixed(1)} s`,
  ].join("\n");
}
