import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { dump } from "js-yaml";
import { create } from "jsondiffpatch";
import { format } from "jsondiffpatch/formatters/jsonpatch";
import { deploy, type Recorded } from "../support/mocks";
import { scenarios } from "../support/scenarios";
import type { JsonObject } from "../support/wire";

const folder = join(__dirname, "..", "snapshots");
const update = process.env["UPDATE_SNAPSHOTS"] === "1";

/** The scenario that the others are compared with: most have most in common with it. */
const base = "hypervisors";
/** Scenarios that are shown whole; the others as what has to be changed in the base to get them. */
const whole: readonly string[] = [base, "everything"];

const differ = create({
  objectHash: identity,
  arrays: { detectMove: false },
  omitRemovedValues: true,
});

// Containers, ports and variables have a name; two mounts may be of one volume.
function identity(item: object): string {
  if ("mountPath" in item) return String(item.mountPath);
  return "name" in item ? String(item.name) : JSON.stringify(item);
}

/** Resources by type and name, without what every change of docker/ changes. */
async function resourcesOf(scenario: string): Promise<JsonObject> {
  const args = scenarios[scenario];
  if (args === undefined) throw new Error(`There is no scenario "${scenario}".`);
  const { resources } = await deploy(args, { balancer: [{ ip: "192.0.2.1" }] });
  const entries = resources.map(entry);
  // It follows the pod, which is shown itself.
  const rollout = /("OPENNEBULA_ROLLOUT","value":")[0-9a-f]{16}/g;
  const text = JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(
    JSON.parse(text.replace(rollout, "$1<hash>")) as [string, JsonObject][],
  );
}

function entry({ type, name, inputs, retainOnDelete }: Recorded): [string, JsonObject] {
  return [`${type} ${name}`, retainOnDelete ? { inputs, options: { retainOnDelete } } : { inputs }];
}

function yaml(value: unknown): string {
  return dump(value, { sortKeys: true, noRefs: true, lineWidth: -1 })
    .replace(/(opennebula:7\.4\.0-)[0-9a-f]{12}/g, "$1<hash>")
    .replace(/(docker-)[0-9a-f]{16}/g, "$1<hash>");
}

async function snapshotOf(scenario: string): Promise<string> {
  const resources = await resourcesOf(scenario);
  if (whole.includes(scenario)) return yaml(resources);
  const patch = format(differ.diff(await resourcesOf(base), resources));
  return `# What differs from ${base}.yaml, as a JSON Patch (RFC 6902)\n${yaml(patch)}`;
}

describe("everything that is registered", () => {
  before(() => {
    mkdirSync(folder, { recursive: true });
  });

  for (const scenario of Object.keys(scenarios)) {
    it(`for "${scenario}" is as it was reviewed; UPDATE_SNAPSHOTS=1 writes it again`, async () => {
      const file = join(folder, `${scenario}.yaml`);
      const snapshot = await snapshotOf(scenario);
      if (update) writeFileSync(file, snapshot);
      expect(existsSync(file), `${file} is missing`).to.equal(true);
      expect(snapshot).to.equal(readFileSync(file, "utf8"));
    });
  }

  it("has no snapshot of a scenario that is gone", () => {
    const names = Object.keys(scenarios).map((name) => `${name}.yaml`);
    expect(readdirSync(folder)).to.have.members(names);
  });

  it("has no secret in its snapshots", () => {
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file), "utf8")).not.to.match(/canary|PRIVATE KEY/);
    }
  });
});
