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

  for (const [property, more, told] of [
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
});
