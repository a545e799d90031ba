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

/** An external MySQL or MariaDB. The DB block of /etc/one/oned.conf. */
export interface Database {
  /**
   * DNS name or IP address of the server; a loopback address with `expose.hostNetwork` alone. Ends in DB/SERVER.
   */
  host: pulumi.Input<string>;
  /** TCP port of the server. Default: 3306. Ends in DB/PORT. */
  port?: number;
  /** Name of the database; its user needs all privileges on it. Default: "opennebula". Ends in DB/DB_NAME. */
  name?: string;
  /**
   * Name of a Kubernetes Secret in the same namespace with the keys "username" and "password"; the password of
   * letters, digits, "_" and "-", since OpenNebula writes it on shell lines. Ends in DB/USER and DB/PASSWD.
   */
  existingSecret: pulumi.Input<string>;
}

export interface DatabaseSettings extends Database {
  readonly port: number;
  readonly name: string;
}

const databaseNameRule: Rule<string> = (value) =>
  /^[A-Za-z0-9_]{1,64}$/.test(value)
    ? undefined
    : "is not a database name OpenNebula can carry; use at most 64 letters, digits and underscores.";

/** Checks the database's arguments and fills in what was left out. */
export function resolveDatabase(
  problems: Problems,
  database: Database | undefined,
  hostNetwork = false,
): DatabaseSettings | undefined {
  if (database === undefined) return undefined;
  const { port = 3306, name = "opennebula" } = database;
  problems.check("database.port", port, portRule);
  problems.check("database.name", name, databaseNameRule);
  return {
    host: checkAddress(problems, "database.host", database.host, databaseHostRule(hostNetwork)),
    port,
    name,
    existingSecret: checkInput(
      problems,
      "database.existingSecret",
      database.existingSecret,
      objectNameRule,
    ),
  };
}
