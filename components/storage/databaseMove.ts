import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Owner } from "../kubernetes";
import { memberAt } from "../rules";
import type { DatabaseConnection } from "./database";

/** What decides whether something was moved. */
export interface MovedOwner extends Pick<Owner, "name" | "opts"> {
  readonly database?: DatabaseConnection;
}

/** Says at preview that a move is done: a pod that was asked for it isn't ready before. */
export function tellIfMoved(
  { name, database, opts }: MovedOwner,
  frontEnd: k8s.apps.v1.StatefulSet,
): void {
  if (database?.migrateFrom === undefined) return;
  const live = k8s.apps.v1.StatefulSet.get(`${name}-live`, frontEnd.id, opts);
  pulumi.all([live.spec, live.status]).apply(([spec, status]) => {
    if (!isMoved(spec, status)) return;
    void pulumi.log.info(
      "database.migrateFrom: already moved from SQLite; nothing more is done.",
      frontEnd,
    );
  });
}

/** Whether the StatefulSet asks for the move, and its pod has been ready since. */
export function isMoved(spec: unknown, status: unknown): boolean {
  const asked = JSON.stringify(memberAt(spec, ["template"]) ?? null);
  const ready = memberAt(status, ["readyReplicas"]);
  return (
    asked.includes("OPENNEBULA_DB_MIGRATE_FROM") &&
    typeof ready === "number" &&
    ready > 0 &&
    memberAt(status, ["currentRevision"]) === memberAt(status, ["updateRevision"])
  );
}
