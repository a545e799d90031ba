import { type LastBackup, lastBackupOf } from "../../components/backup/lastBackup";
import { isObject, type JsonObject, objectAt, textAt } from "../../rehearse/json";

/** What became of a Job, such as that of the last enrolment. */
export interface JobStatus {
  readonly state: "done" | "failed" | "running";
  /** When it ended, or began if it still runs; ISO 8601 in UTC. */
  readonly time: string | undefined;
  /** Why it failed. */
  readonly reason: string | undefined;
}

/** Reads a Job. */
export function jobStatus(job: JsonObject): JobStatus {
  const status = objectAt(job, "status");
  const conditions = status["conditions"];
  const held = (Array.isArray(conditions) ? conditions : [])
    .filter(isObject)
    .filter((one) => one["status"] === "True");
  const ended = (type: string): JsonObject | undefined => held.find((one) => one["type"] === type);
  const [complete, failed] = [ended("Complete"), ended("Failed")];
  if (complete !== undefined) {
    const time = textAt(status, "completionTime") ?? textAt(complete, "lastTransitionTime");
    return { state: "done", time, reason: undefined };
  }
  if (failed === undefined) {
    return { state: "running", time: textAt(status, "startTime"), reason: undefined };
  }
  const reason = textAt(failed, "message") ?? textAt(failed, "reason");
  return { state: "failed", time: textAt(failed, "lastTransitionTime"), reason };
}

/** Reads the ConfigMap into which Jobs write what became of a backup. */
export function backupStatus(result: JsonObject): LastBackup {
  const written = ["backup", "datastores"].flatMap((key): [string, string][] => {
    const text = textAt(objectAt(result, "data"), key);
    return text === undefined ? [] : [[key, text]];
  });
  return lastBackupOf(Object.fromEntries(written));
}
