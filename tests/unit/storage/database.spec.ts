import { expect } from "chai";
import { Problems } from "../../../components/rules/problems";
import { type Database, resolveDatabase } from "../../../components/storage/database";
import { collected } from "../../support/refusals";

const database: Database = { host: "db.example.net", existingSecret: "db-login" };

function problemsOf(more: Partial<Database>): readonly string[] {
  return collected((problems) => resolveDatabase(problems, { ...database, ...more }));
}

describe("database", () => {
  it("is SQLite when none is named", () => {
    expect(resolveDatabase(new Problems(), undefined)).to.equal(undefined);
  });

  it("has the usual port and name by default", () => {
    expect(resolveDatabase(new Problems(), database)).to.deep.equal({
      ...database,
      port: 3306,
      name: "opennebula",
    });
  });

  it("keeps what the user says", () => {
    const whole = { ...database, port: 3307, name: "one_2" };
    expect(resolveDatabase(new Problems(), whole)).to.deep.equal(whole);
  });

  it("may have what SQLite has", () => {
    const moved = { ...database, migrateFrom: "sqlite" };
    expect(resolveDatabase(new Problems(), moved)).to.include({ migrateFrom: "sqlite" });
    const own = { bundled: {}, migrateFrom: "sqlite" };
    expect(resolveDatabase(new Problems(), own)).to.include({ migrateFrom: "sqlite" });
  });

  for (const [property, more, told] of [
    ["migrateFrom", { migrateFrom: "postgres" }, '"postgres" is nothing that a database can be'],
    ["host", { host: "tcp://db" }, '"tcp://db" is neither a DNS name nor an IP address; give'],
    ["port", { port: 0 }, "0 is not a port number; give"],
    ["name", { name: "one-2" }, '"one-2" is not a database name OpenNebula can carry; use'],
    ["name", { name: "" }, '"" is not a database name'],
    ["existingSecret", { existingSecret: "A" }, '"A" is not the name of a Kubernetes object; use'],
  ] as const) {
    it(`refuses a bad ${property}: ${JSON.stringify(more)}`, () => {
      const [problem = "", ...others] = problemsOf(more);
      expect(others).to.deep.equal([]);
      expect(problem.startsWith(`database.${property}: ${told}`), problem).to.equal(true);
    });
  }

  it("of the front-end's own has an image, a size and resources by default", () => {
    expect(resolveDatabase(new Problems(), { bundled: {} })).to.deep.equal({
      bundled: {
        reference: "docker.io/library/mariadb:11.4",
        size: "10Gi",
        resources: { requests: { cpu: "100m", memory: "256Mi" } },
      },
    });
  });

  for (const more of [{ host: "db" }, { port: 3306 }, { name: "one" }, { existingSecret: "s" }]) {
    const [key = ""] = Object.keys(more);
    it(`is the front-end's own or an external one, not both: ${key}`, () => {
      const problems = collected((all) => resolveDatabase(all, { bundled: {}, ...more }));
      expect(problems).to.deep.equal([
        `database.${key}: is of an external server, and database.bundled makes one of the front-end's own; leave one of the two out.`,
      ]);
    });
  }

  for (const [given, missing] of [
    [{}, ["host", "existingSecret"]],
    [{ host: "db" }, ["existingSecret"]],
    [{ existingSecret: "login" }, ["host"]],
  ] as const) {
    it(`that is external needs ${missing.join(" and ")} beside ${JSON.stringify(given)}`, () => {
      const problems = collected((all) => resolveDatabase(all, given));
      expect(problems).to.deep.equal(
        missing.map(
          (key) =>
            `database.${key}: is missing, and an external server needs it; give it, or have a server made with \`bundled: {}\`.`,
        ),
      );
    });
  }

  for (const [property, more, told] of [
    ["reference", { reference: "https://mariadb" }, "begins with a scheme"],
    ["size", { size: "10GB" }, '"10GB" is not a'],
    ["storageClass", { storageClass: "A" }, "is not the name of a Kubernetes object"],
    ["resources.requests.cpu", { resources: { requests: { cpu: "x" } } }, '"x" is not'],
  ] as const) {
    it(`refuses a bad ${property} of the front-end's own`, () => {
      const [problem = ""] = collected((all) => resolveDatabase(all, { bundled: more }));
      expect(problem).to.match(new RegExp(`^database\\.bundled\\.${property}: `));
      expect(problem).to.contain(told);
    });
  }
});
