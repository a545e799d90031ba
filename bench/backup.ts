import { setTimeout } from "node:timers/promises";
import { Trial } from "../tests/image/trial";
import { callOned } from "../tests/image/xmlRpc";
import { dockerGap } from "../tests/support/needs";
import { type Figure, figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { measureRounds, secondsOf } from "./rounds";
import { percentile } from "./statistics";
import { dockerVersion, packagesText } from "./tools";

/** What backups and upgrades cost, and how long a restore takes. */
export const backupPart: Part = { name: "backup", gap: dockerGap, measure };

/** With the default schedule, one every four minutes. */
const backupsADay = 360;
const megabyte = 1e6;

async function measure({ runs = 3, say }: PartSettings): Promise<PartFindings> {
  say("builds the image, and starts a front-end");
  const trial = await Trial.begin({ write: false, weighs: true });
  try {
    const figures = [
      ...(await answers(trial, runs, say)),
      await aDay(trial, say),
      ...(trial.standin ? [await upgrade(trial, runs, say)] : []),
      // Last, since the database is large from then on.
      await restore(trial, runs, say),
    ];
    const tools = {
      packages: packagesText(trial.version, trial.standin),
      docker: await dockerVersion(),
    };
    return { figures, tools };
  } finally {
    await trial.end();
  }
}

/** How long the client asks where nothing ends by itself: about as long as a backup takes. */
const secondsOfAsking = 5;

/** Seconds in which 95 of 100 questions are answered while something goes on. */
async function answers(
  trial: Trial,
  runs: number,
  say: PartSettings["say"],
): Promise<readonly Figure[]> {
  const client = { address: await trial.pod.address(), password: trial.pod.password };
  const askDuring = (what: string, work: () => Promise<unknown>): Promise<number> => {
    say(`asks oned ${what}`);
    return answersDuring(client, work());
  };
  const { quiet, busy, backup } = await measureRounds(
    {
      quiet: () => askDuring("while nothing else runs", () => setTimeout(secondsOfAsking * 1000)),
      busy: () => askDuring("while a Job computes", () => compute(trial)),
      backup: () => askDuring("while a backup is made", () => trial.backUp()),
    },
    { runs, warmups: 1 },
  );
  const during = "95 of 100 answers of oned come within, while a backup is made";
  return [
    figureOf(
      "s",
      { name: during, values: backup },
      { name: "without one", values: quiet },
      { measure: "ratio", limit: 1.2 },
    ),
    figureOf(
      "s",
      { name: during, values: backup },
      { name: "while a Job only computes, on one processor", values: busy },
    ),
  ];
}

/** Keeps one processor busy with the weight of the Job that makes backups. */
function compute({ pod }: Trial): Promise<unknown> {
  return pod.asRole("backup", `timeout ${secondsOfAsking} bash -c 'while :; do :; done' || true`);
}

async function answersDuring(
  { address, password }: { readonly address: string; readonly password: string },
  work: Promise<unknown>,
): Promise<number> {
  const done = new AbortController();
  const ended = work.finally(() => {
    done.abort();
  });
  const times: number[] = [];
  while (!done.signal.aborted) {
    const params = [`oneadmin:${password}`, 0, false] as const;
    times.push(await secondsOf(() => callOned(address, "one.user.info", params)));
  }
  await ended;
  return percentile(times, 0.95);
}

/** What the default schedule writes in a day, where a user is made before each backup. */
async function aDay(trial: Trial, say: PartSettings["say"]): Promise<Figure> {
  const added: number[] = [];
  const sizes: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    say("makes a user, and a backup");
    await trial.makeUser(`user-of-round-${round}`);
    const { size, added: more } = await trial.backUp();
    sizes.push(size / megabyte);
    added.push((more * backupsADay) / megabyte);
  }
  return figureOf(
    "MB",
    { name: "added by a day of backups, one every four minutes", values: added },
    { name: "one backup", values: sizes },
  );
}

/** From the end of the old oned to the first answer of the new one. */
async function upgrade(trial: Trial, runs: number, say: PartSettings["say"]): Promise<Figure> {
  const { upgraded, apart } = await measureRounds(
    {
      upgraded: async () => {
        say("upgrades");
        await trial.down("ends");
        await trial.makeOlder();
        return secondsOf(() => trial.up());
      },
      apart: async () => {
        say("starts, and migrates a copy");
        await trial.down("ends");
        const start = await secondsOf(() => trial.up());
        return start + (await trial.migrationSeconds());
      },
    },
    { runs, warmups: 1 },
  );
  return figureOf(
    "s",
    { name: "start with an upgrade", values: upgraded },
    { name: "onedb upgrade alone, and a start", values: apart },
    { measure: "difference", limit: 2 },
  );
}

/** A restore of a database of a gigabyte that can't be compressed, beside a copy of the file. */
async function restore(trial: Trial, runs: number, say: PartSettings["say"]): Promise<Figure> {
  say("fills the database with a gigabyte");
  await trial.down("ends");
  await trial.pod.asRoot(
    `sqlite3 /pod/data/home/one.db "CREATE TABLE ballast (b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
      LIMIT 1000) INSERT INTO ballast SELECT randomblob(1000000) FROM n"`,
  );
  await trial.backUp();
  const { restored, copied } = await measureRounds(
    {
      restored: async () => {
        say("restores it");
        await trial.loseVolume();
        return secondsOf(async () => {
          const { code, stderr } = await trial.restore();
          if (code !== 0) throw new Error(stderr);
        });
      },
      copied: () =>
        secondsOf(() => trial.pod.asRoot("cp /pod/data/home/one.db /pod/copy && sync /pod/copy")),
    },
    { runs, warmups: 0 },
  );
  await trial.pod.asRoot("rm -f /pod/copy");
  return figureOf(
    "s",
    { name: "restore of a database of 1 GB", values: restored },
    { name: "copy of the file", values: copied },
    { measure: "value", limit: 300 },
  );
}
