import { expect } from "chai";
import { docker, eventually } from "../support/docker";
import type { Trial } from "./trial";

/** Something that goes wrong with a front-end, and what brings it back. */
export interface Disturbance {
  readonly name: string;
  /** Whether it can happen to this front-end. */
  readonly fits: (trial: Trial) => boolean;
  /** `chance` is between 0 and 1, and says when it happens. */
  readonly happen: (trial: Trial, chance: number) => Promise<void>;
}

const always = (): boolean => true;
const ballast = "/pod/data/ballast";

/** Everything from which no acknowledged write may be lost. */
export const disturbances: readonly Disturbance[] = [
  {
    name: "oned is killed",
    fits: always,
    happen: async (trial) => {
      await trial.down("killed");
      await trial.up();
    },
  },
  {
    name: "the pod is replaced",
    fits: always,
    happen: async (trial) => {
      await trial.down("ends");
      await trial.up();
    },
  },
  {
    name: "a start is killed",
    fits: always,
    happen: async (trial, chance) => {
      await trial.down("killed");
      await trial.cut(chance < 0.5 ? "prepare" : "oned", chance * 3000);
      await trial.up();
    },
  },
  {
    name: "a backup is killed, and the next one is proven",
    fits: always,
    happen: async (trial, chance) => {
      await trial.cut("backup", 500 + chance * 4000);
      await trial.backUp();
      await trial.verifyBackup();
    },
  },
  {
    name: "an upgrade is killed",
    fits: ({ standin, server }) => standin && server === undefined,
    happen: async (trial, chance) => {
      await trial.down("ends");
      await trial.makeOlder();
      await trial.cut("database", chance * 2000);
      await trial.up();
    },
  },
  {
    name: "the volume is full for a while",
    fits: ({ server }) => server === undefined,
    happen: async (trial, chance) => {
      const left = Math.floor(chance * 20000);
      // oned may take what was free a moment ago.
      await trial.pod.asRoot(
        `until fallocate -l $(($(df --output=avail -B1 /pod | tail -n 1) - ${left})) ${ballast}; do sleep 0.1; done`,
      );
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await trial.pod.asRoot(`rm ${ballast}`);
      if (!(await trial.isUp())) await trial.up();
    },
  },
  {
    name: "the database is killed",
    fits: ({ server }) => server !== undefined,
    happen: (trial) => withoutDatabase(trial, ["kill"], 0),
  },
  {
    name: "the database is gone for a minute",
    fits: ({ server }) => server !== undefined,
    happen: (trial) => withoutDatabase(trial, ["stop", "-t", "30"], 60_000),
  },
  {
    name: "the volume is lost, and the backup at hand is restored",
    fits: ({ server }) => server === undefined,
    happen: async (trial) => {
      const { history } = trial;
      const promised = history.acknowledged.length;
      await trial.backUp();
      await history.advance(3);
      await trial.down("killed");
      await history.stop();
      await trial.loseVolume();
      const { code, stderr } = await trial.restore();
      expect(code, stderr).to.equal(0);
      history.forgetAfter(promised);
      await trial.up();
      history.start();
    },
  },
];

/** Takes the database away, and brings it back; an oned that ended meanwhile is started again, as by a kubelet. */
async function withoutDatabase(
  trial: Trial,
  how: readonly string[],
  milliseconds: number,
): Promise<void> {
  const container = trial.server?.container ?? "";
  await docker([...how, container]);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await docker(["start", container]);
  await eventually("the server takes connections", async () => {
    return (await trial.server?.run("healthcheck.sh"))?.code === 0;
  });
  if (!(await trial.isUp())) await trial.up();
}
