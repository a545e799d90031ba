import { randomBytes } from "node:crypto";
import type { LastBackup } from "../../components/backup/lastBackup";
import { memberAt } from "../../components/rules/memberAt";
import { Failure } from "../../rehearse/failure";
import { isObject, type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { kindOf, nameOf, namespaceOf } from "../../rehearse/kubernetes";
import { type Address, addressOf, type Api } from "../api";
import type { RehearsedStack } from "../rehearsed";
import { instanceOf, liveStack, type Pair } from "../status/live";
import { backupStatus, jobStatus } from "../status/records";

/** What became of a backup that was asked for. */
export interface BackupMade {
  /** Name of the front-end. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the Job that made it. */
  readonly job: string;
  /** The newest backup, as its Job wrote it. */
  readonly backup: LastBackup;
  /** Why none was made; undefined where one was. */
  readonly reason: string | undefined;
}

/** Has each front-end of a stack make a backup at once, as its CronJob would, and waits for it. */
export async function backUp(
  api: Api,
  stack: RehearsedStack,
  pause: () => Promise<void>,
): Promise<BackupMade[]> {
  const { pairs } = await liveStack(api, stack.resources);
  const crons = pairs.filter(
    ({ declared }) =>
      kindOf(declared) === "CronJob" && nameOf(declared) === `${instanceOf(declared) ?? ""}-backup`,
  );
  if (crons.length === 0) {
    throw new Failure("The stack makes no backups; declare backup, and run npm run up.");
  }
  return Promise.all(crons.map((cron) => backUpOne(api, cron, pairs, pause)));
}

async function backUpOne(
  api: Api,
  { declared, live }: Pair,
  pairs: readonly Pair[],
  pause: () => Promise<void>,
): Promise<BackupMade> {
  const [name, namespace] = [instanceOf(declared) ?? "", namespaceOf(declared) ?? "default"];
  if (live === undefined) {
    throw new Error(
      `There is no CronJob ${nameOf(declared) ?? ""} in namespace ${namespace}; run npm run up first.`,
    );
  }
  const job = jobOf(live);
  const place = addressOf(await api.make(job));
  const reason = await endOf(api, place, pause);
  const result = pairs.find(
    ({ declared: one, resource }) =>
      kindOf(one) === "ConfigMap" && resource.name === `${name}-backup-result`,
  );
  const written = result?.live === undefined ? undefined : await api.find(addressOf(result.live));
  const backup = written === undefined ? {} : backupStatus(written);
  return {
    ...{ name, namespace, job: place.name, backup },
    reason: reason === undefined ? undefined : (backup.error ?? reason),
  };
}

/** The Job that a CronJob would make now, as `kubectl create job --from` makes it. */
export function jobOf(cron: JsonObject): JsonObject {
  const template = memberAt(cron, ["spec", "jobTemplate"]);
  const { metadata = {}, spec = {} } = isObject(template) ? template : {};
  const name = `${nameOf(cron) ?? ""}-${randomBytes(4).toString("hex")}`;
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      ...(isObject(metadata) ? metadata : {}),
      name,
      namespace: namespaceOf(cron) ?? "default",
      annotations: { "cronjob.kubernetes.io/instantiate": "manual" },
      // It goes with the CronJob, and counts among its Jobs.
      ownerReferences: [
        {
          apiVersion: "batch/v1",
          kind: "CronJob",
          name: nameOf(cron) ?? "",
          uid: textAt(objectAt(cron, "metadata"), "uid") ?? "",
          controller: true,
        },
      ],
    },
    spec,
  };
}

/** Waits until a Job ends; why it failed, or undefined. */
async function endOf(
  api: Api,
  place: Address,
  pause: () => Promise<void>,
): Promise<string | undefined> {
  for (;;) {
    const job = await api.find(place);
    if (job === undefined) return `somebody deleted the Job ${place.name}.`;
    const { state, reason } = jobStatus(job);
    if (state === "failed") return reason ?? "its Job failed.";
    if (state === "done") return undefined;
    await pause();
  }
}
