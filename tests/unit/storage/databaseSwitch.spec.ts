import { expect } from "chai";
import { judgeSwitch } from "../../../components/storage/databaseSwitch";

const cameUp = { imageReference: "registry.example.net/one:7" };
const sqlite = {};
const external = { database: { host: "db.example.net", existingSecret: "login" } };
const bundled = { database: { bundled: {} } };

const judged = (oldInputs: object, newInputs: object, oldOutputs: object = cameUp) =>
  judgeSwitch({ oldInputs, newInputs, oldOutputs });

describe("another database", () => {
  for (const [what, next] of [
    ["a server", external],
    ["one of the front-end's own", bundled],
  ] as const) {
    it(`takes SQLite's place (${what}) only with what is in SQLite`, () => {
      expect(() => judged(sqlite, next)).to.throw(
        /^database: .* are in SQLite; bring them along with `migrateFrom: "sqlite"`, or begin anew/,
      );
      const moved = { database: { ...next.database, migrateFrom: "sqlite" } };
      expect(judged(sqlite, moved)).to.equal(undefined);
    });
  }

  it("may begin empty with another volume, a backup, or after a deployment that failed", () => {
    expect(judged(sqlite, { ...bundled, namespace: "two" })).to.equal(undefined);
    expect(judged(sqlite, { ...bundled, restore: { snapshot: "latest" } })).to.equal(undefined);
    expect(judged(sqlite, bundled, {})).to.equal(undefined);
  });

  it("is warned of where the content of a server stays behind", () => {
    expect(judged(external, sqlite)).to.contain("database: is left out, and what is in");
    expect(judged(external, bundled)).to.contain("database.bundled takes the place of");
  });

  it("is nothing to judge while it is the same", () => {
    expect(judged(sqlite, { version: "7.4" })).to.equal(undefined);
    expect(judged(bundled, { database: { bundled: { size: "20Gi" } } })).to.equal(undefined);
    expect(judged({ database: { ...bundled.database, migrateFrom: "sqlite" } }, bundled)).to.equal(
      undefined,
    );
  });
});
