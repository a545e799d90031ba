import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { basePodSpec, readableByGroup, type Runtime } from "../pod";
import { type BundledSettings, usualDatabase } from "../storage";

type Container = k8s.types.input.core.v1.Container;
type PodSpec = k8s.types.input.core.v1.PodSpec;

/** User and group of the official image. */
const mysqlId = 999;

/** What the pod is made from. */
export interface ServerParts {
  readonly claim: pulumi.Input<string>;
  /** Secret with the password and the statements of each start. */
  readonly secret: pulumi.Input<string>;
}

/** What OpenNebula asks of a server, and room for its 40 connections, those of an upgrade and of backups. */
const options = [
  "--transaction-isolation=READ-COMMITTED",
  "--character-set-server=utf8mb4",
  "--collation-server=utf8mb4_general_ci",
  "--max-connections=150",
  // Of the root of a volume with a file system of its own.
  "--ignore-db-dirs=lost+found",
  "--init-file=/etc/opennebula/database/start.sql",
];

const environment = [
  { name: "MARIADB_ROOT_PASSWORD_FILE", value: "/etc/opennebula/database/password" },
  { name: "MARIADB_ROOT_HOST", value: "localhost" },
  // After a change of the image to a newer MariaDB.
  { name: "MARIADB_AUTO_UPGRADE", value: "1" },
];

const healthy = { exec: { command: ["healthcheck.sh", "--connect", "--innodb_initialized"] } };

/** The server's pod, under Pod Security "restricted". */
export function serverPodSpec(
  runtime: Runtime,
  bundled: BundledSettings,
  { claim, secret }: ServerParts,
): PodSpec {
  const base = basePodSpec(runtime);
  const ids = { runAsUser: mysqlId, runAsGroup: mysqlId, fsGroup: mysqlId };
  return {
    ...base,
    securityContext: { ...base.securityContext, ...ids },
    automountServiceAccountToken: false,
    // InnoDB writes out what it holds in memory.
    terminationGracePeriodSeconds: 120,
    containers: [serverContainer(runtime, bundled)],
    volumes: [
      { name: "data", persistentVolumeClaim: { claimName: claim } },
      { name: "run", emptyDir: {} },
      { name: "tmp", emptyDir: {} },
      { name: "start", secret: { secretName: secret, defaultMode: readableByGroup } },
    ],
  };
}

function serverContainer({ image }: Runtime, { reference, resources }: BundledSettings): Container {
  return {
    name: "mariadb",
    image: reference,
    imagePullPolicy: image.pullPolicy,
    args: options,
    env: environment,
    ports: [{ name: "mariadb", containerPort: usualDatabase.port, protocol: "TCP" }],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
    // Recovery after a crash takes as long as there is to recover, and mustn't be cut.
    startupProbe: { ...healthy, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 1800 },
    readinessProbe: { ...healthy, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: {
      tcpSocket: { port: "mariadb" },
      periodSeconds: 20,
      failureThreshold: 6,
      timeoutSeconds: 5,
    },
    terminationMessagePolicy: "FallbackToLogsOnError",
    resources,
    volumeMounts: [
      { name: "data", mountPath: "/var/lib/mysql" },
      { name: "run", mountPath: "/run/mysqld" },
      { name: "tmp", mountPath: "/tmp" },
      { name: "start", mountPath: "/etc/opennebula/database", readOnly: true },
    ],
  };
}
