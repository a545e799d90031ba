import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../../components/package/packageRoot";
import { readSchemaFromSources } from "../support/schema";

describe("schema for the other languages", () => {
  const before = process.cwd();

  afterEach(() => {
    process.chdir(before);
  });

  it("is what the sources say; `npm run schema` writes it anew", async function () {
    this.timeout(120_000);
    // Beside Pulumi.yaml the analyzer takes the package for a program.
    process.chdir(tmpdir());
    const committed = readFileSync(join(packageRoot(), "schema.json"), "utf8");
    expect(JSON.parse(await readSchemaFromSources())).to.deep.equal(JSON.parse(committed));
  });
});
