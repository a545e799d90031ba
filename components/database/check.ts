import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type Configured, databaseEnvironment } from "../configuration";
import { commonLabels, type Owner, unnamedMetadata } from "../kubernetes";
import { basePodSpec, containerSpec, readableByGroup, type Runtime } from "../pod";
import type { DatabaseConnection, DatabaseSettings } from "../storage";

const checkComponent = "database-check";

/** What decides whether a database is tried. */
export interface CheckOwner extends Owner, Runtime, Pick<Configured, "database"> {}

/**
 * Tries an external database by a Job, and returns the owner of what is to wait for that: the front-end's pod, so that a
 * wrong login fails `up` in a minute, and before anything is stopped.
 */
export function afterCheck<T extends CheckOwner>(
  owner: T,
  declared: DatabaseSettings | undefined,
  image: pulumi.Input<string>,
): T {
  const { name, database, opts } = owner;
  // Of one of the front-end's own, Pulumi has waited for the server, and knows the password.
  if (database === undefined || declared === undefined || "bundled" in declared) return owner;
  const metadata = unnamedMetadata(owner, checkComponent);
  const annotations = { ...owner.annotations, "pulumi.com/replaceUnready": "true" };
  const template = {
    metadata: { labels: commonLabels(owner, checkComponent) },
    spec: checkPodSpec(owner, database, image),
  };
  const job = new k8s.batch.v1.Job(
    `${name}-database-check`,
    {
      metadata: { ...metadata, annotations },
      spec: { backoffLimit: 0, activeDeadlineSeconds: 120, template },
    },
    opts,
  );
  return { ...owner, opts: { ...opts, dependsOn: [job] } };
}

function checkPodSpec(
  owner: CheckOwner,
  { existingSecret }: DatabaseConnection,
  image: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  // Optional, so that the Job says what is missing: else its pod would wait for it.
  const secret = { secretName: existingSecret, defaultMode: readableByGroup, optional: true };
  return {
    ...basePodSpec(owner),
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    containers: [
      {
        ...containerSpec("database-check", image, owner),
        env: [
          ...databaseEnvironment(owner),
          { name: "OPENNEBULA_DB_SECRET", value: existingSecret },
        ],
        terminationMessagePolicy: "FallbackToLogsOnError",
        resources: { requests: { cpu: "25m", memory: "32Mi" } },
        volumeMounts: [
          { name: "tmp", mountPath: "/tmp" },
          { name: "database", mountPath: "/etc/opennebula/database", readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: "tmp", emptyDir: { medium: "Memory" } },
      { name: "database", secret },
    ],
  };
}
