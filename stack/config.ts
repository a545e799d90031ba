import * as pulumi from "@pulumi/pulumi";
import { argsSpec } from "../components/rules";
import type { OpenNebulaArgs } from "../index";

/** The stack's configuration as the component's name and arguments. */
export interface StackConfig {
  readonly name: string;
  readonly args: OpenNebulaArgs;
}

/** Reads a key for each argument of the component, which checks names, types and values itself. */
export function readStackConfig(): StackConfig {
  const config = new pulumi.Config();
  const version = config.require("version");
  const given = Object.entries(argsSpec().properties ?? {}).map(
    ([key, { type = "object" }]) => [key, (readers[type] ?? group)(config, key)] as const,
  );
  const args: OpenNebulaArgs = { image: {}, version, ...defined(given) };
  return { name: config.require("name"), args };
}

type Reader = (config: pulumi.Config, key: string) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  string: (config, key) => config.get(key),
  number: (config, key) => config.getNumber(key),
  boolean: (config, key) => config.getBoolean(key),
};

function defined(entries: readonly (readonly [string, unknown])[]): Partial<OpenNebulaArgs> {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ""));
}

// The project declares none of these, so that an empty one is the stack's own: it asks for measurements, or for an Ingress
// of the cluster's own class, and of TLS the component says what is missing.
const emptyCounts = ["ingress", "metrics", "tls"];

// Not getObject: it warns of the secrets that a group may hold, and the component marks these itself.
function group(config: pulumi.Config, key: string): unknown {
  const json = pulumi.runtime.getConfig(`${config.name}:${key}`);
  const isMissing = json === undefined || json === "";
  if (isMissing || (json === "{}" && !emptyCounts.includes(key))) return undefined;
  return parse(config, key, json);
}

function parse(config: pulumi.Config, key: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new pulumi.RunError(
      `${config.name}:${key}: the value isn't a map or list; set its members with \`pulumi config set --path ${key}.<member> <value>\`.`,
    );
  }
}
