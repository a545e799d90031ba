import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Configuration } from "../configuration";
import { commonLabels, type Identity } from "../kubernetes";
import {
  basePodSpec,
  containerSpec,
  readableByGroup,
  type Runtime,
  type Visited,
  visitorEnvironment,
  visitorMounts,
  visitorVolumes,
} from "../pod";
import { type BackupSettings, datastores } from "./backup";
import { nearFrontEnd } from "./nearness";
import { locationOf, repositoryFolder, type RepositorySettings } from "./repository";
import { retentionOptions } from "./retention";

/** Tells the Jobs' objects from the front-end's, which the Services select. */
export const backupComponent = "backup";

/** What the CronJob is made from. */
export interface BackupParts {
  readonly image: pulumi.Input<string>;
  readonly configuration: Configuration;
}

/** Names of the objects that its Jobs work with. */
export interface BackupObjects extends Visited {
  readonly secret: pulumi.Input<string>;
  readonly account: pulumi.Input<string>;
  /** Claim of the repository's volume, if it is on one. */
  readonly claim?: pulumi.Input<string>;
}

/** What its Jobs do: a role of the image. */
export type BackupRole = "backup" | "backup-verify" | "backup-datastores";

/** Hours after which a Job is given up: images are large. */
const hours = { backup: 6, "backup-verify": 6, "backup-datastores": 48 } as const;

function scheduleOf(role: BackupRole, backup: BackupSettings): string {
  switch (role) {
    case "backup":
      return backup.schedule;
    case "backup-verify":
      return backup.verify.schedule;
    case "backup-datastores":
      return backup.datastoresSchedule;
  }
}

/** What its Jobs are to do. */
export function backupRoles({ include }: BackupSettings): BackupRole[] {
  return [
    "backup",
    "backup-verify",
    ...(include.includes(datastores) ? [`backup-${datastores}` as const] : []),
  ];
}

/** The CronJob whose Jobs make backups, or prove that they can be restored. */
export function backupCronJobSpec(
  role: BackupRole,
  owner: Identity & Runtime,
  backup: BackupSettings,
  parts: BackupParts,
  objects: BackupObjects,
): k8s.types.input.batch.v1.CronJobSpec {
  return {
    schedule: scheduleOf(role, backup),
    concurrencyPolicy: "Forbid",
    // After a pause of the cluster only the one that is due is made.
    startingDeadlineSeconds: 200,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      spec: {
        // The next one is the second try.
        backoffLimit: 0,
        activeDeadlineSeconds: hours[role] * 3600,
        template: {
          metadata: { labels: commonLabels(owner, backupComponent) },
          spec: backupPodSpec(role, owner, backup, parts, objects),
        },
      },
    },
  };
}

function backupPodSpec(
  role: BackupRole,
  owner: Identity & Runtime,
  backup: BackupSettings,
  { image, configuration }: BackupParts,
  objects: BackupObjects,
): k8s.types.input.core.v1.PodSpec {
  // `onedb fsck` gives up where it can't write its log.
  const log = role === "backup-verify" ? [{ name: "log", emptyDir: {} }] : [];
  return {
    ...basePodSpec(owner),
    ...(objects.claim === undefined ? {} : { affinity: nearFrontEnd(owner, owner.scheduling) }),
    serviceAccountName: objects.account,
    restartPolicy: "Never",
    containers: [
      {
        ...containerSpec(role, image, owner),
        env: [
          ...visitorEnvironment(owner, objects),
          { name: "OPENNEBULA_BACKUP_RETENTION", value: retentionOptions(backup.retention) },
          ...repositoryEnvironment(backup.repository, hostOf(owner, backup)),
        ],
        resources: { requests: { cpu: "50m", memory: "128Mi" } },
        volumeMounts: [
          ...visitorMounts(),
          ...repositoryMounts(backup.repository),
          ...log.map(({ name }) => ({ name, mountPath: "/var/log/one" })),
        ],
      },
    ],
    volumes: [
      ...visitorVolumes(configuration),
      ...repositoryVolumes(objects.secret, objects.claim),
      ...log,
    ],
  };
}

/** Name under which the backups of a front-end stand in its repository. */
export function hostOf(
  { name, namespace }: Pick<Identity, "name" | "namespace">,
  { host }: Pick<BackupSettings, "host">,
): pulumi.Output<string> {
  return host === undefined ? pulumi.interpolate`${namespace}/${name}` : pulumi.output(host);
}

/** What says where the repository is; nothing of it is secret. */
export function repositoryEnvironment(
  repository: RepositorySettings,
  host: pulumi.Input<string>,
): k8s.types.input.core.v1.EnvVar[] {
  const { s3, sftp } = repository;
  return [
    { name: "OPENNEBULA_BACKUP_REPOSITORY", value: locationOf(repository) },
    { name: "OPENNEBULA_BACKUP_HOST", value: host },
    ...(s3?.region === undefined ? [] : [{ name: "AWS_DEFAULT_REGION", value: s3.region }]),
    ...(sftp === undefined
      ? []
      : [{ name: "OPENNEBULA_BACKUP_SFTP_PORT", value: String(sftp.port ?? 22) }]),
  ];
}

/** Where a container finds repository and secrets. */
export function repositoryMounts({
  volume,
}: RepositorySettings): k8s.types.input.core.v1.VolumeMount[] {
  return [
    { name: "repository-secrets", mountPath: "/etc/opennebula/repository", readOnly: true },
    ...(volume === undefined ? [] : [{ name: "repository", mountPath: repositoryFolder }]),
  ];
}

/** The volumes of these mounts. */
export function repositoryVolumes(
  secretName: pulumi.Input<string>,
  claimName: pulumi.Input<string> | undefined,
): k8s.types.input.core.v1.Volume[] {
  return [
    { name: "repository-secrets", secret: { secretName, defaultMode: readableByGroup } },
    ...(claimName === undefined
      ? []
      : [{ name: "repository", persistentVolumeClaim: { claimName } }]),
  ];
}
