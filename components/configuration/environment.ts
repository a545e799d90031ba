import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KeyRotationSettings } from "../identity";
import {
  type Addresses,
  type Hidden,
  hiddenRoles,
  proxyEntries,
  type TransparentProxySettings,
} from "../network";
import { auto } from "../rules";
import type { DatabaseConnection } from "../storage";

type EnvVar = k8s.types.input.core.v1.EnvVar;

/** What is handed to the image beside addresses and the user's own settings. */
export interface Configured extends Hidden {
  readonly tproxy: TransparentProxySettings;
  readonly database?: DatabaseConnection;
  readonly keyRotation: Pick<KeyRotationSettings, "serveradminGeneration">;
}

/** What `entrypoint prepare` writes into OpenNebula's files; an empty variable leaves the packaged value alone. */
export function environmentSpec(configured: Configured, addresses: Addresses): EnvVar[] {
  const { monitorPort } = configured;
  return [
    { name: "OPENNEBULA_HOSTNAME", value: emptyIfAuto(addresses.hostname) },
    { name: "OPENNEBULA_MONITOR_ADDRESS", value: emptyIfAuto(addresses.monitorAddress) },
    { name: "OPENNEBULA_MONITOR_PORT", value: String(monitorPort) },
    { name: "OPENNEBULA_ONEGATE_ENDPOINT", value: addresses.onegateEndpoint },
    { name: "OPENNEBULA_TPROXY", value: proxyEnvironment(configured, addresses) },
    ...databaseEnvironment(configured),
    ...rotationEnvironment(configured),
    ...hiddenEnvironment(configured),
  ];
}

// Only where it is asked for: one more variable would roll every pod.
function hiddenEnvironment(hidden: Hidden): EnvVar[] {
  const roles = hiddenRoles(hidden);
  return roles.length === 0 ? [] : [{ name: "OPENNEBULA_HIDDEN_ROLES", value: roles.join(" ") }];
}

/** Which password serveradmin is to have; nothing of one that never changed, so that no pod restarts for it. */
export function rotationEnvironment({ keyRotation }: Pick<Configured, "keyRotation">): EnvVar[] {
  const { serveradminGeneration } = keyRotation;
  return serveradminGeneration === 1
    ? []
    : [{ name: "OPENNEBULA_SERVERADMIN_GENERATION", value: String(serveradminGeneration) }];
}

/** Where the database is; user and password come as files. */
export function databaseEnvironment({ database }: Pick<Configured, "database">): EnvVar[] {
  return [
    { name: "OPENNEBULA_DB_BACKEND", value: database === undefined ? "" : "mysql" },
    { name: "OPENNEBULA_DB_HOST", value: database?.host ?? "" },
    { name: "OPENNEBULA_DB_PORT", value: database === undefined ? "" : String(database.port) },
    { name: "OPENNEBULA_DB_NAME", value: database?.name ?? "" },
    // Only where it is asked for: one more variable would roll every pod.
    ...(database?.migrateFrom === undefined
      ? []
      : [{ name: "OPENNEBULA_DB_MIGRATE_FROM", value: database.migrateFrom }]),
  ];
}

/** The transparent proxy's entries in JSON, as hypervisors receive them; "" without any. */
export function proxyEnvironment(
  { tproxy }: Pick<Configured, "tproxy">,
  addresses: Addresses,
): pulumi.Output<string> {
  const entries = proxyEntries(tproxy, addresses.onegateRemoteAddr);
  return entries.length === 0 ? pulumi.output("") : pulumi.jsonStringify(entries);
}

/** An address as the image takes it: "auto" is OpenNebula's own choice, so nothing is set. */
export function emptyIfAuto(address: pulumi.Output<string>): pulumi.Output<string> {
  return address.apply((text) => (text === auto ? "" : text));
}
