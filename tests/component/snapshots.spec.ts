import { expect } from "chai";
import { dump } from "js-yaml";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy, type Recorded } from "../support/mocks";
import { scenarios } from "../support/scenarios";
import type { JsonObject } from "../support/wire";

const folder = join(__dirname, "..", "snapshots");
const update = process.env["UPDATE_SNAPSHOTS"] === "1";

/** Resources by type and name, without what every change of docker/ changes. */
function snapshotOf(resources: readonly Recorded[]): string {
  const documents = resources.map(
    ({ type, name, inputs, retainOnDelete }): [string, JsonObject] => [
      `${type} ${name}`,
      { ...(retainOnDelete ? { options: { retainOnDelete } } : {}), inputs },
    ],
  );
  const yaml = dump(Object.fromEntries(documents), { sortKeys: true, noRefs: true, lineWidth: -1 });
  return yaml
    .replace(/(opennebula:7\.4\.0-)[0-9a-f]{12}/g, "$1<hash>")
    .replace(/(docker-)[0-9a-f]{16}/g, "$1<hash>");
}

describe("everything that is registered", () => {
  before(() => {
    mkdirSync(folder, { recursive: true });
  });

  for (const [name, args] of Object.entries(scenarios)) {
    it(`for "${name}" is as it was reviewed; UPDATE_SNAPSHOTS=1 writes it anew`, async () => {
      const file = join(folder, `${name}.yaml`);
      const { resources } = await deploy(args, { balancer: [{ ip: "192.0.2.1" }] });
      const snapshot = snapshotOf(resources);
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
