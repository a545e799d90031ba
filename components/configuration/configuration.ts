import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Secrets } from "../identity";
import { type Owner, unnamedMetadata } from "../kubernetes";
import type { Switches } from "../roles";
import { logSettings } from "./logLevels";
import { type ResolvedSetting, settingLines } from "./settings";

type Data = Record<string, pulumi.Input<string>>;

/** Names of the objects that hold the configuration. Each is named by Pulumi: new content has a new name. */
export interface Configuration {
  readonly credentials: pulumi.Output<string>;
  readonly hostKey: pulumi.Output<string>;
  /** Secret of the key of encrypted monitoring, if that is on. */
  readonly monitorKey?: pulumi.Output<string>;
  /** ConfigMap of the user's settings, if there are any. */
  readonly settings?: pulumi.Output<string>;
  /** Secret of the user's secret settings, if there are any. */
  readonly secretSettings?: pulumi.Output<string>;
}

/** What decides what there is to configure. */
export interface ConfigurationOwner extends Owner, Switches {
  readonly settings: readonly ResolvedSetting[];
}

/** Writes credentials, host key and the user's settings where the pod mounts them. */
export function createConfiguration(owner: ConfigurationOwner, secrets: Secrets): Configuration {
  const { name, settings, opts } = owner;
  const metadata = unnamedMetadata(owner);
  const secret = (suffix: string, stringData: Data): pulumi.Output<string> =>
    new k8s.core.v1.Secret(`${name}-${suffix}`, { metadata, stringData }, opts).metadata.name;
  const configMap = (suffix: string, data: Data): pulumi.Output<string> =>
    new k8s.core.v1.ConfigMap(`${name}-${suffix}`, { metadata, data }, opts).metadata.name;
  // Behind the user's own, whose lines are told by their numbers.
  const open = [...settings.filter((setting) => !setting.secret), ...logSettings(owner)];
  const hidden = settings.filter((setting) => setting.secret);
  return {
    credentials: secret("credentials", {
      "oneadmin-password": secrets.oneadminPassword,
      "ssh-private-key": secrets.ssh.inUse.privateKey,
      "ssh-public-key": secrets.ssh.inUse.publicKey,
      ...furtherKeys(secrets.ssh.valid.slice(1)),
    }),
    hostKey: secret("host-key", {
      ssh_host_key: secrets.host.inUse.privateKey,
      "ssh_host_key.pub": secrets.host.inUse.publicKey,
    }),
    ...(secrets.monitor === undefined
      ? {}
      : { monitorKey: secret("monitor-key", { "private-key": secrets.monitor.privateKey }) }),
    ...(open.length === 0
      ? {}
      : { settings: configMap("settings", { settings: settingLines(open) }) }),
    ...(hidden.length === 0
      ? {}
      : { secretSettings: secret("secret-settings", { settings: settingLines(hidden) }) }),
  };
}

// Without a further key the file isn't there at all: an empty one would roll the pod for nothing.
function furtherKeys(keys: pulumi.Output<string>[]): Data {
  if (keys.length === 0) return {};
  return { "further-ssh-public-keys": pulumi.all(keys).apply((lines) => `${lines.join("\n")}\n`) };
}
