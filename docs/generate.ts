import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchPage } from "../bench/page";
import { packageRoot } from "../components/package/packageRoot";
import { picture } from "./picture/picture";
import { projectFile } from "./projectFile";
import { reference } from "./reference";

/** What `npm run docs` writes: each file, and the function that makes its content. */
export const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/reference.md": reference,
  "docs/deployment.svg": picture,
  "docs/bench.md": () => benchPage(),
  "Pulumi.yaml": projectFile,
};

async function generate(): Promise<void> {
  for (const [file, content] of Object.entries(generated)) {
    writeFileSync(join(packageRoot(), file), await content());
  }
}

if (require.main === module) void generate();
