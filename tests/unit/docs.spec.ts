import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { packageName } from "../../components/package/packageRoot";
import { resolveSettings } from "../../components/resolve";
import { portTable } from "../../components/roles/ports";
import { exportedDocstrings } from "../../docs/docstrings";
import { generated } from "../../docs/generate";
import { readDeployment } from "../../docs/picture/deployment";
import { wrapped } from "../../docs/picture/drawing";
import { splitDefault } from "../../docs/reference";
import { type Properties, readSchema, shortName } from "../../docs/schema";
import { projectFolder } from "../support/projectFiles";

function textOf(path: string): string {
  return readFileSync(join(projectFolder, path), "utf8");
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

describe("the generated documentation", () => {
  for (const [file, content] of Object.entries(generated)) {
    it(`${file} is as the sources say`, async () => {
      const fresh = await content();
      expect(textOf(file) === fresh, `it is stale: run \`npm run docs\``).to.equal(true);
    });
  }

  it("takes the default out of a docstring", () => {
    expect(splitDefault('Platform to build for. Default: "linux/amd64".')).to.deep.equal({
      meaning: "Platform to build for.",
      value: '"linux/amd64"',
    });
    expect(splitDefault("Port. Default: 4124. Ends in a file, KEY.").meaning).to.equal(
      "Port. Ends in a file, KEY.",
    );
    expect(splitDefault('URL. Default: "http://169.254.16.9:5030", else unset.').value).to.equal(
      '"http://169.254.16.9:5030", else unset',
    );
    expect(splitDefault("Needed.").value).to.equal(undefined);
  });
});

describe("the picture of the deployment", () => {
  const svg = textOf("docs/deployment.svg");
  const texts = matches(svg, /<text[^>]*>([^<]*)<\/text>/g);

  // The picture is of a front-end without TLS.
  for (const { name, number, protocol } of portTable.filter(({ secures }) => !secures)) {
    it(`shows the port ${name} at both Services`, () => {
      expect(texts.filter((text) => text === name).length).to.be.at.least(2);
      expect(texts).to.include(`${number}/${protocol}`);
    });
  }

  it("shows every container of the pod", async () => {
    const { containers } = await readDeployment();
    expect(texts).to.include.members(containers.map(({ name }) => name));
  });

  it("refuses a text that is wider than its place", () => {
    expect(wrapped("two words", 60, 12)).to.deep.equal(["two", "words"]);
    expect(() => wrapped("unbreakable", 20, 12)).to.throw("wider than the 20 pixels");
  });
});

const guides = readdirSync(join(projectFolder, "docs"))
  .filter((file) => file.endsWith(".md"))
  .map((file) => `docs/${file}`);

/** What the headings of a page are linked by. */
function anchors(page: string): string[] {
  return matches(textOf(page), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 _-]/g, "")
      .replaceAll(" ", "-"),
  );
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(projectFolder, target))) return false;
  return anchor === undefined || anchors(target).includes(anchor);
}

for (const page of ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", ...guides]) {
  it(`${page} links to files and headings that exist`, () => {
    const links = matches(textOf(page), /\]\(([^)\s]+)\)/g);
    const own = links.filter((link) => !/^https?:/.test(link));
    expect(own.filter((link) => !leadsSomewhere(page, link))).to.be.empty;
  });
}

it("README.md links to every page of docs", () => {
  const links = matches(textOf("README.md"), /\]\(([^)\s#]+)/g);
  const further = guides.filter((page) => page !== "docs/bench.md");
  expect(links).to.include.members(further);
});

describe("What is written by hand", () => {
  const ownHand = guides.filter((page) => !(page in generated));
  const readme = textOf("README.md");
  const all = ["README.md", ...ownHand].map(textOf).join("\n");

  it("names scripts that exist", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
    const named = matches(all, /npm run ([a-z]+)/g);
    expect(named).not.to.be.empty;
    expect(Object.keys(scripts)).to.include.members([...named, "start", "test"]);
  });

  it("shows the program of examples/minimal", () => {
    const [snippet] = matches(readme, /```ts\n([\s\S]*?)```/g);
    expect(snippet).to.equal(textOf("examples/minimal/index.ts"));
  });

  it("names inputs that exist", () => {
    const inputs = inputPaths();
    const groups = new Set(inputs.map((path) => path.split(".")[0] ?? ""));
    const named = matches(all, /`([a-z][A-Za-z]*(?:\.[A-Za-z]+)+)[:`]/g);
    const ours = named.filter((path) => groups.has(path.split(".")[0] ?? ""));
    expect(ours).not.to.be.empty;
    expect(inputs).to.include.members(ours);
  });

  it("configures stacks as the component takes it", () => {
    const blocks = matches(all, /```yaml\n(config:\n[\s\S]*?)```/g);
    expect(blocks).not.to.be.empty;
    for (const block of blocks) {
      const { config } = load(block) as { config: Record<string, unknown> };
      const args = Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key.replace(`${packageName}:`, ""), value]),
      );
      const image = { reference: "registry.example.net/opennebula:7.4.0" };
      resolveSettings("one", { version: "7.4.0", image, ...args });
    }
  });
});

/** Every input as users write it, such as "image.build.registry". */
function inputPaths(): string[] {
  const { inputs, types } = readSchema();
  const ours = exportedDocstrings();
  const below = (prefix: string, properties: Properties): string[] =>
    Object.entries(properties).flatMap(([name, { $ref = "" }]) => {
      const type = shortName($ref);
      const nested = ours.has(type) ? (types.get(type)?.properties ?? {}) : {};
      return [`${prefix}${name}`, ...below(`${prefix}${name}.`, nested)];
    });
  return below("", inputs);
}
