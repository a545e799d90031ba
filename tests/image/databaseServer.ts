import { databaseImage } from "../support/databaseImage";
import { eventually } from "../support/docker";
import type { Environment, Pod, Running } from "./pod";

/** What leads a role to the server of `startServer`. */
export const serverEnvironment = {
  OPENNEBULA_DB_BACKEND: "mysql",
  OPENNEBULA_DB_HOST: "127.0.0.1",
  OPENNEBULA_DB_NAME: "opennebula",
};

// Each statement that changes a table waits for the disk.
const dataInMemory = "/var/lib/mysql:uid=999,gid=999";
const nothingInMemory = "/var/tmp";

/** The same, with a database that outlives its server. */
export function startLastingServer(pod: Pod): Promise<Running> {
  return startServer(pod, "Database-1", nothingInMemory);
}

/** Starts MariaDB beside a pod, with an empty database and its user oneadmin. */
export async function startServer(
  pod: Pod,
  password = "Database-1",
  inMemory = dataInMemory,
): Promise<Running> {
  await pod.write("database/username", "oneadmin");
  await pod.write("database/password", password);
  const environment = {
    MARIADB_DATABASE: "opennebula",
    MARIADB_USER: "oneadmin",
    MARIADB_PASSWORD_FILE: "/secrets/password",
  };
  const server = await pod.companion(await databaseImage(), environment, inMemory);
  await eventually("the server takes connections", async () => {
    return (await server.run("healthcheck.sh")).code === 0;
  });
  return server;
}

/** The same as lines of a script. */
export function exported(environment: Environment): string {
  return Object.entries(environment)
    .map(([key, value]) => `export ${key}=${value}`)
    .join("\n");
}
