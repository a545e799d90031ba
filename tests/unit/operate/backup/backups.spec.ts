import { expect } from "chai";
import { backUp, type BackupMade, jobOf } from "../../../../operate/backup/backups";
import { type JsonObject, objectAt } from "../../../../rehearse/json";
import { nameOf } from "../../../../rehearse/kubernetes";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, stackOf } from "../../../support/declaredStack";

const labels = { "app.kubernetes.io/instance": "one" };
const spec = { template: { spec: { containers: [{ name: "backup" }] } } };
const cron = objectOf("CronJob", "one-backup", {
  metadata: { labels, uid: "the-uid" },
  spec: { schedule: "@hourly", jobTemplate: { spec } },
});
const proof = objectOf("CronJob", "one-backup-verify", { metadata: { labels } });
const result = (backup: object): JsonObject =>
  objectOf("ConfigMap", "one-backup-result", {
    metadata: { labels },
    data: { backup: JSON.stringify(backup) },
  });
const ended = (type: string, more: object = {}) => ({
  status: { conditions: [{ type, status: "True", ...more }] },
});

describe("a backup at once", () => {
  const stub = clusterForEach();
  let pauses = 0;

  async function made(): Promise<BackupMade[]> {
    pauses = 0;
    const job = (): JsonObject | undefined => stub.objects.find(({ kind }) => kind === "Job");
    const stack = stackOf(cron, proof, result({}));
    return backUp(await stub.api(), stack, () => {
      pauses += 1;
      Object.assign(job() ?? {}, ended("Complete"));
      return Promise.resolve();
    });
  }

  it("is made by a Job as the CronJob would make it, which is waited for", async () => {
    stub.objects.push(cron, proof, result({ snapshot: "0a1b2c3d", time: "2026-01-01T00:00:00Z" }));
    const [one, ...others] = await made();
    expect(others).to.deep.equal([]);
    expect(one).to.deep.include({ name: "one", namespace: "one", reason: undefined });
    expect(one?.backup.snapshot).to.equal("0a1b2c3d");
    expect(pauses).to.equal(1);
    const job = stub.objects.find(({ kind }) => kind === "Job") ?? {};
    expect(nameOf(job)).to.equal(one?.job);
    expect(job["spec"]).to.deep.equal(spec);
  });

  it("goes with its CronJob, under a name of its own each time", () => {
    const [first, second] = [jobOf(cron), jobOf(cron)];
    expect(nameOf(first))
      .to.match(/^one-backup-[0-9a-f]{8}$/)
      .and.not.equal(nameOf(second));
    expect(objectAt(first, "metadata")["ownerReferences"]).to.deep.equal([
      {
        apiVersion: "batch/v1",
        kind: "CronJob",
        name: "one-backup",
        uid: "the-uid",
        controller: true,
      },
    ]);
  });

  it("that fails has the reason that was written, or the Job's", async () => {
    stub.objects.push(cron, result({ error: "the repository is full." }));
    stub.grows = (job) => ({ ...job, ...ended("Failed", { message: "it has failed" }) });
    expect((await made())[0]?.reason).to.equal("the repository is full.");
    stub.objects.splice(0, stub.objects.length, cron);
    expect((await made())[0]?.reason).to.equal("it has failed");
  });

  it("needs a stack that makes backups, and is deployed", async () => {
    const nothing = backUp(await stub.api(), stackOf(proof), () => Promise.resolve());
    expect(await nothing.catch(String)).to.contain("The stack makes no backups; declare backup");
    expect(await made().catch(String)).to.contain(
      "There is no CronJob one-backup in namespace one; run npm run up first.",
    );
  });
});
