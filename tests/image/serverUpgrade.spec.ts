import { expect } from "chai";
import { exported, serverEnvironment as environment, startServer } from "./databaseServer";
import { faults } from "./faults";
import { standinFrontEnd } from "./frontEnd";
import { Pod, type Running } from "./pod";

const dump = "before-upgrade-7.2.0-to-7.4.0.sql";

/** A database of the version before, as far as anybody looks at it. */
const schema = `
CREATE TABLE local_db_versioning (oid INT PRIMARY KEY, version VARCHAR(20));
CREATE TABLE user_pool (oid INT PRIMARY KEY, name VARCHAR(64), body MEDIUMTEXT);
CREATE TABLE user_quotas (user_oid INT PRIMARY KEY, body MEDIUMTEXT);
CREATE TABLE pool_control (tablename VARCHAR(32) PRIMARY KEY, last_oid INT);
INSERT INTO local_db_versioning VALUES (0, '7.2.0');
INSERT INTO pool_control VALUES ('user_pool', 2);
INSERT INTO user_pool VALUES (0, 'oneadmin', '<USER><AUTH_DRIVER>ldap</AUTH_DRIVER></USER>'), (1, 'serveradmin', 'é');`;

/** As in the upgrade of a file: \`old\` puts the old database back, and the rest says what there is. */
const home = `
export HOME=/var/lib/one
${exported(environment)}
cp -a /seed/.one /seed/.opennebula-kubernetes $HOME/
mkdir -p /tmp/client && sed 's/^database=.*//' /run/one/database.cnf >/tmp/client/cnf
ask() { mysql --defaults-file=/tmp/client/cnf -N -B "$@"; }
content() { mysqldump --defaults-file=/tmp/client/cnf --skip-comments --no-tablespaces opennebula; }
databases() { ask <<<"SHOW DATABASES" | grep -v _schema | paste -sd ' '; }
state() { ask opennebula <<<"SELECT (SELECT COUNT(*) FROM user_pool), (SELECT MAX(version) FROM local_db_versioning)" | tr '\\t' ' '; }
left() { (cd $HOME && ls -d backups/* upgrade .opennebula-kubernetes/upgrading 2>/dev/null || true) | paste -sd ' '; }
old() {
  rm -rf $HOME/backups $HOME/upgrade $HOME/.opennebula-kubernetes/upgrading
  ask <<<"SHOW DATABASES LIKE 'opennebula%'" | while read -r name; do
    ask <<<"SELECT CONCAT('DROP TABLE \\\`', table_schema, '\\\`.\\\`', table_name, '\\\`;') FROM information_schema.tables
      WHERE table_schema = '$name'" | ask
  done
  ask opennebula <<'SQL'
${schema}
SQL
}
${faults}
old
`;

/** Whether the user may make a second database, and what then is said. */
const ways = [
  ["a second database", "GRANT ALL ON *.* TO oneadmin", ""],
  // Nor has this one the privilege PROCESS, which a dump asks for unless told otherwise.
  [
    "the live database",
    "REVOKE ALL ON *.* FROM oneadmin; GRANT ALL ON opennebula.* TO oneadmin",
    "no second database can be made (ERROR 1044",
  ],
] as const;

describe("An upgrade of a database on a server", () => {
  let pod: Pod;
  let server: Running;

  before(async function () {
    const { image } = await standinFrontEnd(this);
    pod = await Pod.create(image);
    server = await startServer(pod);
    await pod.complete("prepare", environment);
    await pod.asRoot(
      "cd /pod/data/home/.one && for f in one_key sunstone_auth oneflow_auth onegate_auth; do echo oneadmin:x >$f; chown 9869 $f; done",
    );
  });

  after(async () => {
    await pod.remove();
  });

  async function grant(statements: string): Promise<void> {
    const { code, stderr } = await server.root("mariadb", "-e", statements);
    expect(code, stderr).to.equal(0);
  }

  const lines = (script: string): Promise<string[]> => pod.lines(home + script);

  for (const [way, grants, said] of ways) {
    describe(`on ${way}`, () => {
      before(() => grant(grants));

      it("leaves nothing behind but the new schema and one dump of the old one", async () => {
        const [state, left, there, migrated, log] = await lines(`
          role; state; left; databases; ask opennebula <<<"SELECT COUNT(*) FROM migrated"
          grep -q "'7.2.0'" $HOME/backups/${dump}; paste -sd ' ' /tmp/log`);
        expect([state, left, migrated]).to.deep.equal(["2 7.4.0", `backups/${dump}`, "2"]);
        expect(there).not.to.contain("opennebula_");
        expect(log).to.contain(said);
      });

      for (const what of ["crash", "kill", "loose"]) {
        it(`that fails half-way (${what}) says why, and leaves the database as it was`, async () => {
          const [told, same, left, there] = await lines(`
            ask opennebula <<<"INSERT INTO user_pool VALUES (9, '${what}', '')"
            content >/tmp/before; role || role || tail -n 1 /tmp/log
            content | cmp - /tmp/before && echo same; left; databases`);
          expect(told).to.match(
            /the upgrade of the database from 7\.2\.0 to 7\.4\.0 failed: onedb/,
          );
          expect([same, left]).to.deep.equal(["same", `backups/${dump}`]);
          expect(there).not.to.contain("opennebula_before");
        });
      }

      it("killed at any of its steps is ended by the next start, and nothing is lost", async () => {
        const points = await lines(`
          for ((point = 1; point < 400; point += 5)); do
            old; echo $point >/tmp/point; code=0
            BASH_ENV=/tmp/fault role || code=$?
            ((code != 0)) || break
            role || cat /tmp/log; echo "$(state), $(left), $(databases | grep -c opennebula_)"
          done`);
        expect(points.length).to.be.within(15, 80);
        expect([...new Set(points)]).to.deep.equal([`2 7.4.0, backups/${dump}, 0`]);
      });
    });
  }

  it("leaves a second database alone that somebody else has made", async () => {
    await grant(
      "GRANT ALL ON *.* TO oneadmin; CREATE DATABASE opennebula_upgrade; CREATE TABLE opennebula_upgrade.theirs (a INT)",
    );
    const [state, theirs, log] = await lines(`
      ask <<<"CREATE TABLE IF NOT EXISTS opennebula_upgrade.theirs (a INT)"
      role; state; ask <<<"SHOW TABLES IN opennebula_upgrade"; paste -sd ' ' /tmp/log`);
    expect([state, theirs]).to.deep.equal(["2 7.4.0", "theirs"]);
    expect(log).to.contain("no second database can be made (ERROR 1007");
  });
});
