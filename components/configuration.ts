import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Secrets } from "./credentials";
import { unnamedMetadata } from "./metadata";
import type { Settings } from "./resolve";
import { settingLines } from "./settings";

/** Names of the objects that hold the configuration. Each is named by Pulumi: new content has a new name. */
export interface Configuration {
  readonly credentials: pulumi.Output<string>;
  readonly hostKey: pulumi.Output<string>;
  readonly settings: pulumi.Output<string>;
  readonly secretSettings: pulumi.Output<string>;
}

/** Writes credentials, host key and the user's settings where the pod mounts them. */
export function createConfiguration(
  name: string,
  settings: Settings,
  secrets: Secrets,
  namespace: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): Configuration {
  const metadata = unnamedMetadata(name, settings, namespace);
  const secret = (
    suffix: string,
    stringData: Record<string, pulumi.Input<string>>,
  ): pulumi.Output<string> =>
    new k8s.core.v1.Secret(`${name}-${suffix}`, { metadata, stringData }, opts).metadata.name;
  const lines = { settings: settingLines(settings.settings, false) };
  return {
    credentials: secret("credentials", {
      "oneadmin-password": secrets.oneadminPassword,
      "ssh-private-key": secrets.ssh.privateKey,
      "ssh-public-key": secrets.ssh.publicKey,
    }),
    hostKey: secret("host-key", {
      ssh_host_key: secrets.host.privateKey,
      "ssh_host_key.pub": secrets.host.publicKey,
    }),
    settings: new k8s.core.v1.ConfigMap(`${name}-settings`, { metadata, data: lines }, opts)
      .metadata.name,
    secretSettings: secret("secret-settings", {
      settings: pulumi.secret(settingLines(settings.settings, true)),
    }),
  };
}
