import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Configured, databaseEnvironment } from "../configuration";
import {
  type CredentialsSettings,
  type RestoredCredentials,
  restoredCredentials,
} from "../identity";
import { commonLabels, createAccount, type Owner, unnamedMetadata } from "../kubernetes";
import { basePodSpec, containerSpec, type Preceding, type Runtime } from "../pod";
import { hostOf, repositoryEnvironment, repositoryMounts, repositoryVolumes } from "./cronJob";
import { nearFrontEnd } from "./nearness";
import { requestOf, type RestoreSettings } from "./restore";
import { createRepositorySecret } from "./secrets";

type EnvVar = k8s.types.input.core.v1.EnvVar;

const restoreComponent = "restore";

/** What decides what is restored. */
export interface RestoreOwner extends Owner, Runtime, Pick<Configured, "database"> {
  readonly restore?: RestoreSettings;
  readonly credentials: CredentialsSettings;
}

/** What a restore has for the rest of the front-end. */
export interface Restoring {
  /** Credentials of the backup, which win over those that would be made. */
  readonly credentials: RestoredCredentials;
  /** What the pod runs first. */
  readonly preceding: Preceding;
}

/** Looks for the backup by a Job, takes its credentials over, and has the pod begin with its data. */
export function createRestore(
  owner: RestoreOwner,
  image: pulumi.Input<string>,
): Restoring | undefined {
  const { name, restore, opts } = owner;
  if (restore === undefined) return undefined;
  const resource = `${name}-restore`;
  const metadata = unnamedMetadata(owner, restoreComponent);
  const password = pulumi.secret(pulumi.output(restore.password));
  const secret = createRepositorySecret(resource, owner, metadata, restore.repository, [password]);
  const restored = new k8s.core.v1.Secret(`${name}-restored`, { metadata }, opts);
  const host = hostOf(owner, restore);
  const request = requestOf(restore, host);
  const environment: EnvVar[] = [
    { name: "OPENNEBULA_RESTORE_REQUEST", value: request },
    ...repositoryEnvironment(restore.repository, host),
  ];
  const parts = { image, secret, environment, restored: restored.metadata.name };
  const job = createJob(owner, restore, parts);
  // Read when the Job is done, so its identity goes into the id: a preview that doesn't know it yet reads nothing.
  const id = pulumi.all([restored.id, job.metadata.uid]).apply(([found]) => found);
  const read = k8s.core.v1.Secret.get(`${name}-restored-credentials`, id, opts);
  pulumi.all([read.data, request]).apply(([data, asked]) => {
    tellIfDone(data, asked);
  });
  return {
    credentials: restoredCredentials(owner.credentials, read.data),
    preceding: preceding(owner, restore, parts),
  };
}

function tellIfDone(data: Readonly<Record<string, string>> | undefined, asked: string): void {
  const text = (key: string): string => Buffer.from(data?.[key] ?? "", "base64").toString("utf8");
  if (text("request") !== asked) return;
  const snapshot = text("snapshot").slice(0, 8);
  void pulumi.log.info(
    `restore: already restored from snapshot ${snapshot}; nothing more is done.`,
  );
}

interface Parts {
  readonly image: pulumi.Input<string>;
  readonly secret: pulumi.Input<string>;
  readonly environment: EnvVar[];
  /** Name of the Secret that receives the credentials. */
  readonly restored: pulumi.Input<string>;
}

function createJob(owner: RestoreOwner, restore: RestoreSettings, parts: Parts): k8s.batch.v1.Job {
  const { name, opts } = owner;
  const metadata = unnamedMetadata(owner, restoreComponent);
  const annotations = { ...owner.annotations, "pulumi.com/replaceUnready": "true" };
  // The Job may write one Secret, and read nothing else.
  const mayWrite = {
    apiGroups: [""],
    resources: ["secrets"],
    resourceNames: [parts.restored],
    verbs: ["get", "patch"],
  };
  const isOnVolume = restore.repository.volume !== undefined;
  const spec = {
    ...basePodSpec(owner),
    // The pod keeps the volume mounted.
    ...(isOnVolume ? { affinity: nearFrontEnd(owner, owner.scheduling) } : {}),
    serviceAccountName: createAccount(owner, `${name}-restore`, metadata, [mayWrite]),
    restartPolicy: "Never",
    containers: [jobContainer(owner, restore, parts)],
    volumes: [
      { name: "tmp", emptyDir: { medium: "Memory" } },
      ...repositoryVolumes(parts.secret, restore.repository.volume?.existingClaim),
    ],
  };
  const template = { metadata: { labels: commonLabels(owner, restoreComponent) }, spec };
  return new k8s.batch.v1.Job(
    `${name}-restore`,
    {
      metadata: { ...metadata, annotations },
      spec: { backoffLimit: 0, activeDeadlineSeconds: 570, template },
    },
    opts,
  );
}

function jobContainer(
  owner: RestoreOwner,
  { snapshot, repository }: RestoreSettings,
  { image, environment, restored }: Parts,
): k8s.types.input.core.v1.Container {
  return {
    ...containerSpec("restore-credentials", image, owner),
    env: [
      ...environment,
      { name: "OPENNEBULA_RESTORE_SNAPSHOT", value: snapshot },
      { name: "OPENNEBULA_RESTORED_SECRET", value: restored },
      { name: "OPENNEBULA_NAMESPACE", value: owner.namespace },
    ],
    resources: { requests: { cpu: "50m", memory: "128Mi" } },
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }, ...repositoryMounts(repository)],
  };
}

function preceding(
  owner: RestoreOwner,
  restore: RestoreSettings,
  { image, secret, environment, restored }: Parts,
): Preceding {
  const fromJob = { secretKeyRef: { name: restored, key: "snapshot" } };
  return {
    container: {
      ...containerSpec("restore", image, owner),
      env: [
        ...environment,
        { name: "OPENNEBULA_RESTORE_SNAPSHOT", valueFrom: fromJob },
        { name: "OPENNEBULA_RESTORE_FORCE", value: restore.force ? "yes" : "" },
        ...databaseEnvironment(owner),
      ],
      resources: { requests: { cpu: "100m", memory: "128Mi" } },
    },
    mounts: repositoryMounts(restore.repository),
    volumes: repositoryVolumes(secret, restore.repository.volume?.existingClaim),
  };
}
