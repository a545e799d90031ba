import { expect } from "chai";
import { serverEnvironment, startServer } from "./databaseServer";
import { standinFrontEnd } from "./frontEnd";
import { Pod, type Running } from "./pod";

const usual = "ALTER USER oneadmin IDENTIFIED BY 'Database-1' REQUIRE NONE";
const environment = {
  ...serverEnvironment,
  OPENNEBULA_DB_SECRET: "db-login",
  OPENNEBULA_WAIT_SECONDS: "2",
};

/** Passwords that users may have, and whether OpenNebula's scripts carry them. */
const passwords: readonly (readonly [password: string, carried: boolean])[] = [
  ["Letters-and_digits.1", true],
  ["$HOME`id`$(id)!!a&b|c;d<e>f(g)h*i?%41+@:/=,[x]{y}~^", true],
  ["it's", false],
  ['say "yes"', false],
  ["back\\slash", false],
  ["number#1", false],
  ["pässword", false],
];

describe("The login of a database", () => {
  let pod: Pod;
  let server: Running;

  before(async function () {
    const { image } = await standinFrontEnd(this);
    pod = await Pod.create(image);
    server = await startServer(pod);
    await pod.complete("prepare", serverEnvironment);
  });

  after(async () => {
    await pod.remove();
  });

  async function asRoot(statements: string): Promise<void> {
    const { code, stderr } = await server.root("mariadb", "-e", statements);
    expect(code, stderr).to.equal(0);
  }

  async function check(more: Record<string, string> = {}): Promise<string> {
    const { code, stderr } = await pod.run("database-check", { ...environment, ...more });
    return `${code} ${stderr.trim().split("\n").at(-1) ?? ""}`;
  }

  it("is tried as oned does it, and leaves nothing behind", async () => {
    expect(await check()).to.equal(
      "0 database-check: the database 127.0.0.1:3306/opennebula lets the front-end in",
    );
    const { stdout } = await server.root("mariadb", "-N", "-e", "SHOW TABLES IN opennebula");
    expect(stdout).to.equal("");
  });

  for (const [what, statements, told] of [
    [
      "another password",
      "ALTER USER oneadmin IDENTIFIED BY 'other'",
      /ERROR 1045.*: check username and password in the Secret of the database, db-login/,
    ],
    [
      "no right on the database",
      "REVOKE ALL ON opennebula.* FROM oneadmin",
      /ERROR 1044.*: run GRANT ALL PRIVILEGES ON opennebula\.\* TO that user/,
    ],
    [
      "no right to change tables",
      "REVOKE ALTER ON opennebula.* FROM oneadmin",
      /ERROR 1142.*: run GRANT ALL/,
    ],
    [
      "a narrow character set",
      "ALTER DATABASE opennebula CHARACTER SET latin1",
      /has the character set latin1, which loses letters: run ALTER DATABASE/,
    ],
    [
      "another set in its tables",
      "CREATE TABLE opennebula.system_attributes (a TEXT) CHARACTER SET latin1",
      /has the character set utf8mb4, but its tables have latin1/,
    ],
  ] as const) {
    it(`is named within seconds where it has ${what}`, async () => {
      await asRoot(statements);
      expect(await check())
        .to.match(told)
        .and.to.match(/^1 /);
      await asRoot(
        `${usual}; GRANT ALL ON opennebula.* TO oneadmin; ALTER DATABASE opennebula CHARACTER SET utf8mb4;
        DROP TABLE IF EXISTS opennebula.system_attributes`,
      );
    });
  }

  for (const [what, more, told] of [
    ["host", { OPENNEBULA_DB_HOST: "db.invalid" }, "database.host: db.invalid can't be resolved"],
    [
      "port",
      { OPENNEBULA_DB_PORT: "3999" },
      "gave up after 2 s of waiting for the database at 127.0.0.1:3999",
    ],
  ] as const) {
    it(`is named where its ${what} is wrong`, async () => {
      expect(await check(more)).to.contain(told);
    });
  }

  it("is named where its Secret is missing", async () => {
    await pod.asRoot("mv /pod/database/password /pod/database/aside");
    expect(await check()).to.contain(
      'no Secret db-login in this namespace, or it has no key "password"',
    );
    await pod.asRoot("mv /pod/database/aside /pod/database/password");
  });

  for (const [password, carried] of passwords) {
    it(`with the password ${password} is ${carried ? "carried to every command" : "refused by name"}`, async () => {
      const literal = password.replace(/[\\']/g, "\\$&");
      await asRoot(`ALTER USER oneadmin IDENTIFIED BY '${literal}'`);
      await pod.write("database/password", password);
      const told = await check();
      if (carried) {
        expect(told).to.match(/^0 /);
        await pod.complete("prepare", serverEnvironment);
        await pod.complete("database", serverEnvironment);
      } else {
        expect(told).to.match(/^1 .*password: OpenNebula's scripts can't carry it; use printable/);
        expect(told).not.to.contain(password);
      }
    });
  }
});
