import { expect } from "chai";
import { refuseWrongPath } from "../../../components/storage/upgradePath";

const cameUp = { imageReference: "registry.example.net/one:7" };

function refusal(oldInputs: object, newInputs: object, oldOutputs: object = cameUp): string {
  try {
    refuseWrongPath({ oldInputs, newInputs, oldOutputs });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const step = (from: string, to: string): string => refusal({ version: from }, { version: to });

describe("a change of version", () => {
  for (const [from, to] of [
    ["7.4.0", "7.4.0"],
    ["7.2.0", "7.4.0"],
    ["7.0.0", "7.4.0"],
    ["7.4.0", "7.4.1"],
    ["7.4.0", "7.10.0"],
    ["7.2", "7.4"],
    ["7.2", "7.4.0"],
    ["7.2.1", "7.4"],
    ["7.4", "7.4.0"],
    ["7.4.3", "7.4"],
    ["7.4.0", "8.0.0"],
    ["7.2", "8.2"],
  ] as const) {
    it(`may go from ${from} to ${to}`, () => {
      expect(step(from, to)).to.equal("");
    });
  }

  for (const [from, to] of [
    ["7.4.0", "7.2.0"],
    ["7.4.1", "7.4.0"],
    ["7.10.0", "7.4.0"],
    ["7.4", "7.2"],
    ["7.4", "7.2.9"],
    ["7.4.0", "7.2"],
    ["8.0", "7.8"],
  ] as const) {
    it(`can't go back from ${from} to ${to}, but for a backup`, () => {
      expect(step(from, to)).to.match(
        /^version: "[\d.]+" is older than the "[\d.]+" of the last deployment, .*; give .*, or go back .*`restore` and its `force: true`\.$/,
      );
      expect(step(from, to)).to.contain(`version: "${to}"`).and.to.contain(`the "${from}"`);
    });
  }

  for (const [from, to, way] of [
    ["7.4.0", "9.0.0", "8.x"],
    ["7.4", "9.2", "8.x"],
    ["7.4.0", "10.0", "8.x"],
  ] as const) {
    it(`can't jump from ${from} to ${to}`, () => {
      const told = step(from, to);
      expect(told).to.match(new RegExp(`^version: "${to}" leaves out 8, .*; go from "${from}"`));
      expect(told).to.contain(`the last ${way} first.`);
    });
  }
});

describe("a version that goes back", () => {
  const before = { version: "7.4.0" };
  const after = { version: "7.2.0" };
  const restore = { snapshot: "0a1b2c3d", force: true };

  it("may do so with a backup that takes the database's place", () => {
    expect(refusal(before, { ...after, restore })).to.equal("");
    const earlier = { ...restore, snapshot: "latest" };
    expect(refusal({ ...before, restore: earlier }, { ...after, restore })).to.equal("");
  });

  it("may not with one that is restored already, or that leaves the database alone", () => {
    expect(refusal({ ...before, restore }, { ...after, restore })).to.contain("is older than");
    expect(refusal(before, { ...after, restore: { ...restore, force: false } })).to.contain(
      "is older than",
    );
  });

  it("may with another volume, another database or in another namespace", () => {
    const other = { storage: { existingClaim: "empty" } };
    expect(refusal(before, { ...after, ...other })).to.equal("");
    expect(refusal(before, { ...after, database: { host: "db" } })).to.equal("");
    expect(refusal(before, { ...after, namespace: "two" })).to.equal("");
  });

  it("is judged with the same volume and database", () => {
    const same = { storage: { size: "20Gi" }, database: { host: "db" }, namespace: "one" };
    expect(refusal({ ...before, ...same }, { ...after, ...same })).to.contain("is older than");
  });

  it("is judged with a database that comes along, or only grows", () => {
    const moved = { database: { bundled: {}, migrateFrom: "sqlite" } };
    expect(refusal(before, { ...after, ...moved })).to.contain("is older than");
    const small = { database: { bundled: { size: "10Gi" } } };
    const large = { database: { bundled: { size: "20Gi" } } };
    expect(refusal({ ...before, ...small }, { ...after, ...large })).to.contain("is older than");
  });

  it("may after an upgrade that failed, which has left the database as it was", () => {
    expect(refusal(before, after, {})).to.equal("");
  });

  it("is nothing to judge where the last state has no version, or the next one isn't known", () => {
    expect(refusal({}, after)).to.equal("");
    expect(refusal(before, {})).to.equal("");
  });
});
