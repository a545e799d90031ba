import * as pulumi from "@pulumi/pulumi";
import type { OpenNebulaArgs } from "../index";

/** The stack's configuration as the component's name and arguments. */
export interface StackConfig {
  readonly name: string;
  readonly args: OpenNebulaArgs;
}

/** Reads the configuration. Names and types inside the groups are checked by the component. */
export function readStackConfig(): StackConfig {
  const config = new pulumi.Config();
  const args: OpenNebulaArgs = {
    version: config.require("version"),
    image: group(config, "image") ?? {},
    namespace: text(config, "namespace"),
    createNamespace: config.getBoolean("createNamespace"),
    clusterDomain: text(config, "clusterDomain"),
    hostname: text(config, "hostname"),
    monitorAddress: text(config, "monitorAddress"),
    monitorPort: config.getNumber("monitorPort"),
    onegateEndpoint: text(config, "onegateEndpoint"),
    tproxy: group(config, "tproxy"),
    services: group(config, "services"),
    expose: group(config, "expose"),
    storage: group(config, "storage"),
    credentials: group(config, "credentials"),
    keyRotation: group(config, "keyRotation"),
    database: group(config, "database"),
    backup: group(config, "backup"),
    restore: group(config, "restore"),
    settings: group(config, "settings"),
    remotes: group(config, "remotes"),
    hypervisors: group(config, "hypervisors"),
    enrolment: group(config, "enrolment"),
    encryptMonitoring: config.getBoolean("encryptMonitoring"),
    scheduling: group(config, "scheduling"),
    labels: group(config, "labels"),
    annotations: group(config, "annotations"),
  };
  return { name: config.require("name"), args };
}

function text(config: pulumi.Config, key: string): string | undefined {
  const value = config.get(key);
  return value === "" ? undefined : value;
}

// Not getObject: it warns of the secrets that a group may hold, and the component marks these itself.
function group<K extends keyof OpenNebulaArgs>(
  config: pulumi.Config,
  key: K,
): OpenNebulaArgs[K] | undefined {
  const json = pulumi.runtime.getConfig(`${config.name}:${key}`);
  if (json === undefined || json === "" || json === "{}") return undefined;
  return parse(config, key, json) as OpenNebulaArgs[K];
}

function parse(config: pulumi.Config, key: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new pulumi.RunError(
      `${config.name}:${key}: the value is no map or list; set its members with \`pulumi config set --path ${key}.<member> <value>\`.`,
    );
  }
}
