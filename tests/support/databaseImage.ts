import { join } from "node:path";
import { buildImage } from "./docker";
import { testRegistry } from "./needs";
import { projectFolder } from "./projectFiles";
import { pushed } from "./testImage";

/** Debian's MariaDB in the clothes of the official image. */
export function databaseImage(tag = "opennebula-test-database-server:mariadb"): Promise<string> {
  return buildImage({
    context: join(projectFolder, "tests", "database-server"),
    tag,
    args: {},
  });
}

/** The same, as the cluster finds it. */
export async function databaseImageInCluster(): Promise<string> {
  const registry = testRegistry();
  if (registry === undefined) throw new Error("no registry is named");
  return pushed(await databaseImage(`${registry}/opennebula-test-database-server:mariadb`));
}
