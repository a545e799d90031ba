import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Configuration, ResolvedSetting } from "../configuration";
import type { Remotes, RemotesFileSettings } from "../remotes";
import type { RoleNeed } from "../roles";
import type { DatabaseConnection, StorageSettings } from "../storage";

type Volume = k8s.types.input.core.v1.Volume;
type VolumeMount = k8s.types.input.core.v1.VolumeMount;

// Secrets are readable for the group, which is oneadmin's: the files belong to root.
export const readableByGroup = 0o440;

/** What decides which volumes there are, and who mounts them. */
export interface Mounted {
  readonly settings: readonly ResolvedSetting[];
  readonly remotes: readonly RemotesFileSettings[];
  readonly encryptMonitoring: boolean;
  readonly storage: Pick<StorageSettings, "datastores">;
  readonly database?: DatabaseConnection;
}

/** What the volumes hold. */
export interface VolumeParts {
  /** Claim of the first pod's volume. */
  readonly claim: pulumi.Input<string>;
  /** Claim of the datastores, where they have a volume of their own. */
  readonly datastores?: pulumi.Input<string> | undefined;
  readonly configuration: Configuration;
  readonly remotes: Remotes;
  /** Secret of the certificate, with TLS. */
  readonly certificate?: pulumi.Input<string> | undefined;
}

/**
 * The pod's volumes. Everything but `data` and `datastores` is filled at each start of the pod. By its claim template the
 * StatefulSet puts each pod's own claim in the place of the one of `data`.
 */
export function volumesSpec(
  { database }: Mounted,
  { certificate, claim, datastores, configuration, remotes }: VolumeParts,
): Volume[] {
  const { credentials, hostKey, monitorKey, settings, secretSettings } = configuration;
  const secret = (name: string, secretName: pulumi.Input<string>): Volume => ({
    name,
    secret: { secretName, defaultMode: readableByGroup },
  });
  const inMemory = (name: string): Volume => ({ name, emptyDir: { medium: "Memory" } });
  return [
    { name: "data", persistentVolumeClaim: { claimName: claim } },
    ...(datastores === undefined
      ? []
      : [{ name: "datastores", persistentVolumeClaim: { claimName: datastores } }]),
    inMemory("etc"),
    inMemory("run"),
    { name: "remotes", emptyDir: {} },
    { name: "tmp", emptyDir: {} },
    { name: "var-tmp", emptyDir: {} },
    secret("credentials", credentials),
    secret("host-key", hostKey),
    ...(monitorKey === undefined ? [] : [secret("monitor-key", monitorKey)]),
    ...(settings === undefined ? [] : [{ name: "settings", configMap: { name: settings } }]),
    ...(secretSettings === undefined ? [] : [secret("secret-settings", secretSettings)]),
    ...(database === undefined ? [] : [secret("database", database.existingSecret)]),
    ...(certificate === undefined ? [] : [secret("certificate", certificate)]),
    ...remotesVolumes(remotes),
  ];
}

const sharedMounts: readonly VolumeMount[] = [
  { name: "etc", mountPath: "/etc/one" },
  { name: "run", mountPath: "/run" },
  { name: "tmp", mountPath: "/tmp" },
  { name: "var-tmp", mountPath: "/var/tmp" },
];

const remotesMount: VolumeMount = { name: "remotes", mountPath: "/var/lib/one/remotes" };

const credentialsMount: VolumeMount = {
  name: "credentials",
  mountPath: "/etc/opennebula/credentials",
  readOnly: true,
};

const monitorKeyMount: VolumeMount = {
  name: "monitor-key",
  mountPath: "/etc/opennebula/monitor-key",
  readOnly: true,
};

/** Mounts of a role that has nothing of the cloud's. */
export const isolatedMounts: readonly VolumeMount[] = [{ name: "tmp", mountPath: "/tmp" }];

/** Mounts of every role that runs as oneadmin in its home directory. */
export function roleMounts(mounted: Mounted): VolumeMount[] {
  return [
    { name: "data", mountPath: "/var/lib/one", subPath: "home" },
    { name: "data", mountPath: "/var/log/one", subPath: "log" },
    ...datastoresMounts(mounted, "/var/lib/one/datastores"),
    remotesMount,
    ...sharedMounts,
  ];
}

/** Mounts of `prepare`, which makes the home directory in the volume that the others mount. */
export function prepareMounts(mounted: Mounted): VolumeMount[] {
  return [
    { name: "data", mountPath: "/data" },
    ...datastoresMounts(mounted, "/datastores"),
    remotesMount,
    ...sharedMounts,
    credentialsMount,
    ...(mounted.encryptMonitoring ? [monitorKeyMount] : []),
    ...settingsMounts(mounted),
    ...remotesMounts(mounted),
    ...databaseMounts(mounted),
  ];
}

/** Mounts of what runs before `prepare`. */
export function precedingMounts(mounted: Mounted): VolumeMount[] {
  return [
    { name: "data", mountPath: "/data" },
    ...datastoresMounts(mounted, "/datastores"),
    { name: "run", mountPath: "/run" },
    { name: "tmp", mountPath: "/tmp" },
    credentialsMount,
    ...databaseMounts(mounted),
  ];
}

/** Mounts of what a role needs beside those of every role. */
export function mountsFor(need: RoleNeed, mounted: Mounted): VolumeMount[] {
  switch (need) {
    case "database":
      return [credentialsMount, ...databaseMounts(mounted)];
    case "hostKey":
      return [{ name: "host-key", mountPath: "/etc/opennebula/hostkey", readOnly: true }];
    case "hosts":
      // Kubelet's own /etc/hosts can't be changed by anybody.
      return [{ name: "run", mountPath: "/etc/hosts", subPath: "one/hosts", readOnly: true }];
    case "certificate":
      // As a whole, so that a renewed one comes through.
      return [{ name: "certificate", mountPath: "/etc/opennebula/tls", readOnly: true }];
  }
}

// Its root, as hypervisors mount an export of NFS.
function datastoresMounts({ storage }: Mounted, mountPath: string): VolumeMount[] {
  return storage.datastores === undefined ? [] : [{ name: "datastores", mountPath }];
}

function settingsMounts({ settings }: Mounted): VolumeMount[] {
  const mount = (name: string): VolumeMount => ({
    name,
    mountPath: `/etc/opennebula/${name}`,
    readOnly: true,
  });
  return [
    ...(settings.some(({ secret }) => !secret) ? [mount("settings")] : []),
    ...(settings.some(({ secret }) => secret) ? [mount("secret-settings")] : []),
  ];
}

function remotesVolumes({ sources }: Remotes): Volume[] {
  if (sources.length === 0) return [];
  const projected = { defaultMode: readableByGroup, sources: [...sources] };
  return [{ name: "own-remotes", projected }];
}

function remotesMounts({ remotes }: Mounted): VolumeMount[] {
  return remotes.length === 0
    ? []
    : [{ name: "own-remotes", mountPath: "/etc/opennebula/remotes", readOnly: true }];
}

function databaseMounts({ database }: Mounted): VolumeMount[] {
  return database === undefined
    ? []
    : [{ name: "database", mountPath: "/etc/opennebula/database", readOnly: true }];
}
