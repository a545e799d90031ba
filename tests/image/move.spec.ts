import { expect } from "chai";
import { exported, serverEnvironment, startServer } from "./databaseServer";
import { faults } from "./faults";
import { standinFrontEnd } from "./frontEnd";
import { Pod } from "./pod";

const moving = { ...serverEnvironment, OPENNEBULA_DB_MIGRATE_FROM: "sqlite" };
const kept = "backups/before-move-<time>.db";

/** What a front-end's tables have that is easily lost on the way: quotes, backslashes, emoji, no value, the largest number. */
const rows = `
INSERT INTO user_pool VALUES (7, 'jürgen', '<U>a''b\\c "d" 🙂' || char(10) || '</U>'), (8, 'nobody', NULL);
INSERT INTO vm_pool VALUES (0, 'one', '{"VM":{"ID":"0"}}'), (1, 'two', NULL);
INSERT INTO logdb VALUES (1, 1, 'x', 0, 18446744073709551615, 0), (2, 1, 'y', 0, 12, 1);
CREATE TABLE vm_monitoring (vmid INTEGER, last_poll INTEGER, body MEDIUMTEXT, PRIMARY KEY(vmid, last_poll));
INSERT INTO vm_monitoring SELECT value, 1, 'm' FROM generate_series(1, 500);
UPDATE pool_control SET last_oid = 8 WHERE tablename = 'user_pool';`;

/** \`old\` puts the file back and empties the server; the rest says what there is. */
const home = `
export HOME=/var/lib/one
${exported(moving)}
cp -a /seed/.one /seed/.opennebula-kubernetes $HOME/
rm -f /tmp/old.db /tmp/with; sqlite3 /seed/one.db "VACUUM INTO '/tmp/old.db'" && sqlite3 /tmp/old.db <<'SQL'
${rows}
SQL
ask() { mysql --defaults-file=/run/one/database.cnf -N -B -r "$@"; }
number() { ask opennebula <<<"SELECT COUNT(*) FROM user_pool" 2>/dev/null || echo none; }
left() {
  (cd $HOME && ls -d one.db* backups/* upgrade .opennebula-kubernetes/moved 2>/dev/null || true) | paste -sd ' ' |
    sed -E 's/[0-9]{8}T[0-9]{6}Z/<time>/g'
}
empty() {
  ask <<<"SELECT CONCAT('DROP TABLE \\\`', table_name, '\\\`;') FROM information_schema.tables WHERE table_schema = 'opennebula'" |
    ask opennebula
}
old() { rm -rf $HOME/backups $HOME/upgrade $HOME/one.db* $HOME/.opennebula-kubernetes/{moved,database}; cp /tmp/old.db $HOME/one.db; empty; }
${faults}
old
`;

describe("The move of SQLite's database to a server", () => {
  let pod: Pod;

  before(async function () {
    const { image } = await standinFrontEnd(this);
    pod = await Pod.create(image);
    const oned = await pod.boot();
    await oned.end();
    await startServer(pod);
    await pod.complete("prepare", moving);
  });

  after(async () => {
    await pod.remove();
  });

  const lines = (script: string): Promise<string[]> => pod.lines(home + script);

  it("brings every row over as it was, and keeps the file aside", async () => {
    const [name, body, none, largest, monitored, json, left, same, log] = await lines(`
      role || cat /tmp/log >&2; ask opennebula <<<"SELECT name FROM user_pool WHERE oid = 7; SELECT HEX(body) FROM user_pool WHERE oid = 7;
        SELECT body IS NULL FROM user_pool WHERE oid = 8; SELECT MAX(fed_index) FROM logdb;
        SELECT COUNT(*) FROM vm_monitoring; SELECT body_json FROM vm_pool WHERE oid = 0"
      left; cmp /tmp/old.db $HOME/backups/*.db && echo same; paste -sd ' ' /tmp/log`);
    expect([name, none, largest]).to.deep.equal(["jürgen", "1", "18446744073709551615"]);
    expect(Buffer.from(body ?? "", "hex").toString()).to.equal('<U>a\'b\\c "d" 🙂\n</U>');
    expect([monitored, json]).to.deep.equal(["500", '{"VM":{"ID":"0"}}']);
    expect([left, same]).to.deep.equal([kept, "same"]);
    expect(log).to.contain("user_pool: 4 rows, the same on both sides");
  });

  it("does nothing more when it is done, and oned works with what it has brought", async () => {
    const [again, left] = await lines(`role; role; cat /tmp/log | paste -sd ' '; left`);
    expect(again).to.contain("migrateFrom has nothing to do");
    expect(left).to.equal(kept);
  });

  it("killed at any of its steps leaves the file or the whole, and the next start ends it", async () => {
    const points = await lines(`
      for ((point = 1; point < 900; point += 11)); do
        old; echo $point >/tmp/point; code=0
        BASH_ENV=/tmp/fault role || code=$?
        ((code != 0)) || break
        between=$(left | grep -c one.db || true)
        role || cat /tmp/log >&2; echo "$(number), $(left)"
      done`);
    expect(points.length).to.be.within(20, 90);
    expect([...new Set(points)]).to.deep.equal([`4, ${kept}`]);
  });

  for (const [what, broken, told] of [
    [
      "two names that the server takes for one",
      "INSERT INTO user_pool VALUES (9, 'JÜRGEN', '')",
      /user_pool doesn't take the rows: .*Duplicate entry 'JÜRGEN'/,
    ],
    [
      "a text where a number belongs",
      "INSERT INTO logdb VALUES (9, 1, '', 0, 'many', 1)",
      /logdb doesn't take the rows: .*fed_index/,
    ],
  ] as const) {
    it(`stops at ${what}, with the file as it was`, async () => {
      const [code, message, left, same] = await lines(`
        sqlite3 $HOME/one.db "${broken}" && cp $HOME/one.db /tmp/with
        role || echo $?; tail -n 1 /tmp/log; left; cmp /tmp/with $HOME/one.db && echo same`);
      expect(code).to.equal("1");
      expect(message).to.match(told).and.to.contain("The file is as it was");
      expect([left, same]).to.deep.equal(["one.db upgrade", "same"]);
    });
  }

  it("upgrades an old file on the way", async () => {
    const [version, left] = await lines(`
      sqlite3 $HOME/one.db "UPDATE local_db_versioning SET version = '7.2.0'"
      role; ask opennebula <<<"SELECT MAX(version) FROM local_db_versioning"; left`);
    expect(version).to.equal("7.4.0");
    expect(left).to.equal(`${kept} backups/before-upgrade-7.2.0-to-7.4.0.db`);
  });

  it("takes nobody's rows away, and begins no new cloud beside a file", async () => {
    const [filled, foreign, unasked, back] = await lines(`
      role; cp $HOME/backups/*.db $HOME/one.db; role || tail -n 1 /tmp/log
      empty; ask opennebula <<<"CREATE TABLE theirs (a INT)"; role || tail -n 1 /tmp/log
      empty; OPENNEBULA_DB_MIGRATE_FROM= role || tail -n 1 /tmp/log
      rm $HOME/one.db; OPENNEBULA_DB_BACKEND= role || tail -n 1 /tmp/log`);
    expect(filled).to.contain("has users already, and so has");
    expect(foreign).to.contain("has tables that aren't OpenNebula's (theirs)");
    expect(unasked).to.contain('set database.migrateFrom to "sqlite"');
    expect(back).to.match(
      /declare database again\. To go back .* cp .*before-move-\S+\.db \S+one\.db$/,
    );
  });

  it("lets another front-end's database alone", async () => {
    const [told, same] = await lines(`
      role; echo another >$HOME/.one/one_key
      ask opennebula <<<"SELECT * FROM user_pool" | sha256sum >/tmp/before
      role || tail -n 1 /tmp/log; ask opennebula <<<"SELECT * FROM user_pool" | sha256sum | cmp - /tmp/before && echo same`);
    expect(told).to.contain(
      "is another front-end's: it isn't encrypted with the one_key of this volume",
    );
    expect(same).to.equal("same");
  });
});
