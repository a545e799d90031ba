import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Owner, unnamedMetadata } from "../kubernetes";
import { usualDatabase } from "../storage";

/** The user of OpenNebula's database. */
export const databaseUser = "oneadmin";

/** Names of the Secrets: what the front-end logs in with, and what the server is begun with. */
export interface DatabaseLogin {
  readonly frontEnd: pulumi.Output<string>;
  readonly server: pulumi.Output<string>;
}

/** Makes the password once, and puts it where each side finds it. */
export function createLogin(owner: Owner, component: string): DatabaseLogin {
  const { name, opts } = owner;
  const metadata = unnamedMetadata(owner, component);
  const made = new random.RandomPassword(
    `${name}-database-password`,
    { length: 40, special: false },
    opts,
  );
  const password = pulumi.secret(made.result);
  const secret = (suffix: string, stringData: Record<string, pulumi.Input<string>>) =>
    new k8s.core.v1.Secret(`${name}-${suffix}`, { metadata, stringData }, opts).metadata.name;
  return {
    frontEnd: secret("database-login", { username: databaseUser, password }),
    server: secret("database-server", { password, "start.sql": password.apply(startStatements) }),
  };
}

/**
 * What the server carries out at each start: a volume that an earlier stack has left knows another password. An upgrade
 * makes databases of its own, whose names begin with the database's.
 */
export function startStatements(password: string): string {
  const { name } = usualDatabase;
  const user = `'${databaseUser}'@'%'`;
  return [
    `CREATE DATABASE IF NOT EXISTS \`${name}\`;`,
    `CREATE USER IF NOT EXISTS ${user};`,
    `ALTER USER ${user} IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON \`${name}\`.* TO ${user};`,
    `GRANT ALL PRIVILEGES ON \`${name}\\_%\`.* TO ${user};`,
    "",
  ].join("\n");
}
