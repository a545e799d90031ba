import type * as pulumi from "@pulumi/pulumi";
import {
  checkAddress,
  checkInput,
  databaseHostRule,
  objectNameRule,
  portRule,
  type Problems,
  type Rule,
} from "../rules";
import { type BundledDatabase, type BundledSettings, resolveBundled } from "./bundled";

/**
 * A MySQL or MariaDB: an external one, or one of the front-end's own. The DB block of /etc/one/oned.conf.
 */
export interface Database {
  /** A MariaDB of the front-end's own, in the same namespace. The other fields are those of an external server. */
  bundled?: BundledDatabase;
  /**
   * DNS name or IP address of the server; a loopback address with `expose.hostNetwork` alone. Ends in DB/SERVER.
   */
  host?: pulumi.Input<string>;
  /** TCP port of the server. Default: 3306. Ends in DB/PORT. */
  port?: number;
  /**
   * Name of the database; its user needs all privileges on it. With those on `<name>_upgrade` and `<name>_before` too, a
   * new version upgrades a copy. Default: "opennebula". Ends in DB/DB_NAME.
   */
  name?: string;
  /**
   * Name of a Kubernetes Secret in the same namespace with the keys "username" and "password"; the password of
   * letters, digits, "_" and "-", since OpenNebula writes it on shell lines. Ends in DB/USER and DB/PASSWD.
   */
  existingSecret?: pulumi.Input<string>;
  /**
   * "sqlite" moves what the front-end has in SQLite on its data volume to this database, in the same `up`: compared row by
   * row, before the file is moved aside to /var/lib/one/backups. Leave it in the program: it does nothing more once it is
   * done. Default: nothing is moved, and a front-end that has a SQLite database is refused.
   */
  migrateFrom?: string;
}

/** Where oned finds a database, and what lets it in. */
export interface DatabaseConnection {
  readonly host: pulumi.Input<string>;
  readonly port: number;
  readonly name: string;
  readonly existingSecret: pulumi.Input<string>;
  readonly migrateFrom?: string;
}

/** A database that is made first. */
export interface BundledServer {
  readonly bundled: BundledSettings;
  readonly migrateFrom?: string;
}

/** An external database, or the settings of a bundled one. */
export type DatabaseSettings = DatabaseConnection | BundledServer;

/** Settings in which the database stands as oned finds it. */
export type Connected<T> = Omit<T, "database"> & { readonly database?: DatabaseConnection };

/** The same settings, with this database, or with SQLite. */
export function connectedTo<T extends { readonly database?: DatabaseSettings }>(
  { database: _, ...settings }: T,
  connection: DatabaseConnection | undefined,
): Connected<T> {
  return { ...settings, ...(connection === undefined ? {} : { database: connection }) };
}

/** An external database; undefined with a bundled one, which has to be made first, and with SQLite. */
export function externalDatabase(
  database: DatabaseSettings | undefined,
): DatabaseConnection | undefined {
  return database === undefined || "bundled" in database ? undefined : database;
}

/** Port and name of a database of which nothing else is said. */
export const usualDatabase = { port: 3306, name: "opennebula" } as const;

const databaseNameRule: Rule<string> = (value) =>
  /^[A-Za-z0-9_]{1,64}$/.test(value)
    ? undefined
    : "is not a database name OpenNebula can carry; use at most 64 letters, digits and underscores.";

const sourceRule: Rule<string> = (value) =>
  value === "sqlite"
    ? undefined
    : 'is nothing that a database can be moved from; write "sqlite", or leave it out.';

/** Checks the database's arguments and fills in what was left out. */
export function resolveDatabase(
  problems: Problems,
  database: Database | undefined,
  hostNetwork = false,
): DatabaseSettings | undefined {
  if (database === undefined) return undefined;
  const { bundled, migrateFrom, ...external } = database;
  if (migrateFrom !== undefined) problems.check("database.migrateFrom", migrateFrom, sourceRule);
  const source = migrateFrom === undefined ? {} : { migrateFrom };
  if (bundled === undefined) {
    const connection = resolveExternal(problems, external, hostNetwork);
    return connection === undefined ? undefined : { ...connection, ...source };
  }
  refuseBoth(problems, external);
  return { bundled: resolveBundled(problems, bundled), ...source };
}

function refuseBoth(problems: Problems, external: Database): void {
  const [key] = Object.keys(external);
  if (key === undefined) return;
  problems.addWithoutValue(
    `database.${key}`,
    "is of an external server, and database.bundled makes one of the front-end's own; leave one of the two out.",
  );
}

function resolveExternal(
  problems: Problems,
  { host, existingSecret, port = usualDatabase.port, name = usualDatabase.name }: Database,
  hostNetwork: boolean,
): DatabaseConnection | undefined {
  problems.check("database.port", port, portRule);
  problems.check("database.name", name, databaseNameRule);
  for (const [key, value] of Object.entries({ host, existingSecret })) {
    if (value !== undefined) continue;
    problems.addWithoutValue(
      `database.${key}`,
      "is missing, and an external server needs it; give it, or have a server made with `bundled: {}`.",
    );
  }
  if (host === undefined || existingSecret === undefined) return undefined;
  return {
    host: checkAddress(problems, "database.host", host, databaseHostRule(hostNetwork)),
    port,
    name,
    existingSecret: checkInput(problems, "database.existingSecret", existingSecret, objectNameRule),
  };
}
