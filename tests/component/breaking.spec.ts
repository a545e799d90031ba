import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { dump, load } from "js-yaml";
import { readSchema } from "../../docs/schema";
import { deploy, type Recorded } from "../support/mocks";
import { scenarios } from "../support/scenarios";
import { at, textAt } from "../support/wire";

/** What deployments of users rely on, each thing by its name. */
type Promises = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const file = join(__dirname, "..", "promises.yaml");
const head = `# What deployments of users rely on: a change or a line less breaks them. tests/component/breaking.spec.ts compares.\n`;

const consequences: Readonly<Record<string, string>> = {
  outputs: "Programs that read it don't compile or get nothing. Keep it beside the new one",
  resources:
    "Pulumi deletes what was deployed and makes another one. Keep its type, name and parent, or give the old ones in `aliases`",
  objects: "Kubernetes deletes what has the old name, data included. Keep the name",
  selectors: "Kubernetes refuses to change it, or traffic and tools miss the pod. Keep it",
};

async function currentPromises(): Promise<Promises> {
  const resources: Recorded[] = [];
  for (const args of Object.values(scenarios)) {
    const deployment = await deploy(
      { ...args, namespace: "one" },
      { balancer: [{ ip: "192.0.2.1" }] },
    );
    expect(deployment.errors).to.deep.equal([]);
    resources.push(...deployment.resources);
  }
  const selecting = resources.filter(({ inputs }) => at(inputs, "spec.selector") !== undefined);
  const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  return {
    outputs: byKey(
      Object.entries(readSchema().outputs).map(([name, { type, $ref }]) => [name, type ?? $ref]),
    ),
    resources: byKey(resources.map((each) => [nameOf(each), parentOf(each)])),
    objects: byKey(objects.map((each) => [nameOf(each), objectName(each)])),
    selectors: byKey(selecting.map((each) => [nameOf(each), at(each.inputs, "spec.selector")])),
  };
}

function nameOf({ type, name }: Recorded): string {
  return `${type} ${name}`;
}

/** Types and name of the parent, as in the URN. */
function parentOf({ parent }: Recorded): string {
  return parent === "" ? "none" : parent.split("::").slice(2).join(" ");
}

function objectName({ inputs }: Recorded): string {
  return textAt(inputs, "metadata.name") || "by Pulumi, from the resource's name";
}

function byKey(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe("a breaking change", () => {
  const promised = load(readFileSync(file, "utf8")) as Promises;
  let current: Promises;

  before(async () => {
    current = await currentPromises();
    if (process.env["UPDATE_PROMISES"] === "1") {
      writeFileSync(
        file,
        head + dump(current, { noRefs: true, lineWidth: -1, quoteStyle: "double" }),
      );
    }
  });

  for (const [chapter, consequence] of Object.entries(consequences)) {
    for (const [name, value] of Object.entries(promised[chapter] ?? {})) {
      it(`would be one of ${chapter}: ${name}`, () => {
        expect(
          current[chapter]?.[name],
          `BREAKING CHANGE of ${chapter}, "${name}". ${consequence}; or note it in CHANGELOG.md as breaking, and run with UPDATE_PROMISES=1`,
        ).to.deep.equal(value);
      });
    }

    it(`can't pass by in ${chapter}: all of them are listed`, () => {
      expect(
        Object.keys(current[chapter] ?? {}),
        "This is new, and from now on users rely on it: run with UPDATE_PROMISES=1",
      ).to.have.members(Object.keys(promised[chapter] ?? {}));
    });
  }
});
