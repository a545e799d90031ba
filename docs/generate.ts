import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchPage } from "../bench/page";
import { picture } from "./picture/picture";
import { reference } from "./reference";

/** What `npm run docs` writes: each file of docs/, and the function that makes its content. */
export const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  "reference.md": reference,
  "deployment.svg": picture,
  "bench.md": () => benchPage(),
};

async function generate(): Promise<void> {
  for (const [file, content] of Object.entries(generated)) {
    writeFileSync(join(__dirname, file), await content());
  }
}

if (require.main === module) void generate();
