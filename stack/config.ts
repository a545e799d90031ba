import * as pulumi from "@pulumi/pulumi";
import type {
  Credentials,
  Database,
  Expose,
  Image,
  OpenNebulaArgs,
  Scheduling,
  Services,
  Setting,
  Storage,
  TransparentProxy,
} from "../index";

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
    image: group<Image>(config, "image") ?? {},
    namespace: text(config, "namespace"),
    createNamespace: config.getBoolean("createNamespace"),
    clusterDomain: text(config, "clusterDomain"),
    hostname: text(config, "hostname"),
    monitorAddress: text(config, "monitorAddress"),
    monitorPort: config.getNumber("monitorPort"),
    onegateEndpoint: text(config, "onegateEndpoint"),
    tproxy: group<TransparentProxy>(config, "tproxy"),
    services: group<Services>(config, "services"),
    expose: group<Expose>(config, "expose"),
    storage: group<Storage>(config, "storage"),
    credentials: group<Credentials>(config, "credentials"),
    database: group<Database>(config, "database"),
    settings: group<Setting[]>(config, "settings"),
    scheduling: group<Scheduling>(config, "scheduling"),
    labels: group<Record<string, string>>(config, "labels"),
    annotations: group<Record<string, string>>(config, "annotations"),
  };
  return { name: config.require("name"), args };
}

function text(config: pulumi.Config, key: string): string | undefined {
  const value = config.get(key);
  return value === "" ? undefined : value;
}

// Not getObject: it warns of the secrets that a group may hold, and the component marks these itself.
function group<T>(config: pulumi.Config, key: string): T | undefined {
  const json = pulumi.runtime.getConfig(`${config.name}:${key}`);
  if (json === undefined || json === "" || json === "{}" || json === "[]") return undefined;
  return parse(config, key, json) as T;
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
