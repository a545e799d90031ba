import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { inUse, type KeyRotationSettings, madePasswords } from "../identity";
import { type Owner, unnamedMetadata } from "../kubernetes";
import { usualDatabase } from "../storage";

function accepted(password: string): string {
  return `mysql_native_password USING PASSWORD('${password}')`;
}

/** The user of OpenNebula's database. */
export const databaseUser = "oneadmin";

/** Names of the Secrets: what the front-end logs in with, and what the server is begun with. */
export interface DatabaseLogin {
  readonly frontEnd: pulumi.Output<string>;
  readonly server: pulumi.Output<string>;
}

/** What decides which passwords let the front-end in. */
export interface LoginOwner extends Owner {
  readonly keyRotation: Pick<KeyRotationSettings, "databasePasswordGenerations">;
}

/** Makes a password of each generation once, and puts them where each side finds them. */
export function createLogin(owner: LoginOwner, component: string): DatabaseLogin {
  const { name, keyRotation, opts } = owner;
  const metadata = unnamedMetadata(owner, component);
  const passwords = madePasswords(
    `${name}-database-password`,
    keyRotation.databasePasswordGenerations,
    opts,
  );
  const password = inUse(passwords);
  const secret = (suffix: string, stringData: Record<string, pulumi.Input<string>>) =>
    new k8s.core.v1.Secret(`${name}-${suffix}`, { metadata, stringData }, opts).metadata.name;
  return {
    frontEnd: secret("database-login", { username: databaseUser, password }),
    server: secret("database-server", {
      password,
      "start.sql": pulumi.all(passwords).apply(startStatements),
    }),
  };
}

/**
 * What the server carries out at each start: a volume that an earlier stack has left knows another password. An upgrade
 * makes databases of its own, whose names begin with the database's.
 */
export function startStatements(passwords: readonly string[]): string {
  const { name } = usualDatabase;
  const user = `'${databaseUser}'@'%'`;
  return [
    `CREATE DATABASE IF NOT EXISTS \`${name}\`;`,
    `CREATE USER IF NOT EXISTS ${user};`,
    `ALTER USER ${user} IDENTIFIED VIA ${passwords.map(accepted).join(" OR ")};`,
    `GRANT ALL PRIVILEGES ON \`${name}\`.* TO ${user};`,
    `GRANT ALL PRIVILEGES ON \`${name}\\_%\`.* TO ${user};`,
    "",
  ].join("\n");
}
