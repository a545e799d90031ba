import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import { packageRoot } from "../../components/package/packageRoot";
import { OpenNebula } from "../../index";

/** The package's Pulumi schema, as `pulumi package add` reads it from the sources. */
export async function readSchemaFromSources(): Promise<string> {
  const provider = new ComponentProvider({
    name: "opennebula-kubernetes",
    dirname: packageRoot(),
    components: [OpenNebula],
  });
  const schema: unknown = JSON.parse(await provider.getSchema());
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (require.main === module) {
  void readSchemaFromSources().then((schema) => {
    writeFileSync(join(packageRoot(), "schema.json"), schema);
  });
}
