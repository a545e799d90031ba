import { expect } from "chai";
import { faults } from "./faults";
import { standinFrontEnd } from "./frontEnd";
import { Pod } from "./pod";

const dump = "before-upgrade-7.2.0-to-7.4.0.db";
const atSeven2 = "UPDATE local_db_versioning SET version = '7.2.0'";
const user = (name: string): string => `INSERT INTO user_pool VALUES (9, '${name}', '<USER/>')`;

/** Begins with a home as the pod left it; `old` puts its database back, `state` says what a reader finds in it. */
const home = `
export HOME=/var/lib/one
cp -a /seed/.one /seed/.opennebula-kubernetes /seed/one.db $HOME/ && cp $HOME/one.db /tmp/old.db
${faults}
old() { rm -rf $HOME/backups $HOME/upgrade $HOME/one.db* && cp /tmp/old.db $HOME/one.db; }
state() {
  sqlite3 $HOME/one.db "PRAGMA integrity_check; SELECT COUNT(*) FROM user_pool;
    SELECT MAX(version) FROM local_db_versioning" | paste -sd ' '
}
left() { (cd $HOME && ls -d backups/* upgrade one.db-* 2>/dev/null || true) | paste -sd ' '; }
`;

describe("An upgrade of the database", () => {
  let pod: Pod;

  before(async function () {
    const { image } = await standinFrontEnd(this);
    pod = await Pod.create(image);
    const oned = await pod.boot();
    await oned.end();
    await pod.asRoot(`sqlite3 /pod/data/home/one.db "${atSeven2}"`);
  });

  after(async () => {
    await pod.remove();
  });

  const lines = (script: string, megabytes = 16): Promise<string[]> =>
    pod.lines(home + script, megabytes);

  it("goes over a copy, and leaves the database as it was in one dump", async () => {
    const [state, left, kept, log] = await lines(`
      role; state; left; cmp /tmp/old.db $HOME/backups/${dump} && echo same; tail -n 1 /tmp/log`);
    expect([state, left, kept]).to.deep.equal(["ok 2 7.4.0", `backups/${dump}`, "same"]);
    expect(log).to.match(/upgraded from 7\.2\.0 to 7\.4\.0; as it was, it is in .*\.db$/);
  });

  for (const [what, cause] of [
    ["crash", "onedb upgrade: undefined method `text' for nil:NilClass"],
    ["kill", "onedb upgrade: it was killed by signal 9, for lack of memory perhaps"],
    ["loose", "onedb fsck: User 0 is missing"],
  ] as const) {
    it(`that fails half-way (${what}) says why, leaves the database as it was, and one dump of three tries`, async () => {
      const [code, told, same, left] = await lines(`
        sqlite3 $HOME/one.db "${user(what)}" && cp $HOME/one.db /tmp/with
        role || echo $?; role || role || true
        tail -n 1 /tmp/log; cmp /tmp/with $HOME/one.db && echo same; left`);
      expect([code, same, left]).to.deep.equal(["1", "same", `backups/${dump}`]);
      expect(told).to.equal(
        `database: the upgrade of the database from 7.2.0 to 7.4.0 failed: ${cause}. The database is as it was. Set version back to 7.2.0, or mend the cause and let the pod start again.`,
      );
    });
  }

  it("stops at a table that an earlier attempt has left, by its name, with the database as it was", async () => {
    const [code, told, same, left] = await lines(`
      sqlite3 $HOME/one.db "CREATE TABLE migrated (oid INTEGER)" && cp $HOME/one.db /tmp/with
      role || echo $?; tail -n 1 /tmp/log; cmp /tmp/with $HOME/one.db && echo same; left`);
    expect([code, same, left]).to.deep.equal(["1", "same", `backups/${dump}`]);
    expect(told).to.contain("table migrated already exists");
  });

  it("without migrators says so", async () => {
    const [told] = await lines(`
      sqlite3 $HOME/one.db "UPDATE local_db_versioning SET version = '1.0.0'"
      role || tail -n 1 /tmp/log`);
    expect(told).to.contain("from 1.0.0 to 7.4.0 failed: onedb upgrade: missing migration");
  });

  it("keeps a former dump if somebody has worked with the old version in between", async () => {
    const [, , left, number] = await lines(`
      sqlite3 $HOME/one.db "${user("crash")}"; role || echo $?
      sqlite3 $HOME/one.db "DELETE FROM user_pool WHERE oid = 9"; role; state; left
      sqlite3 $HOME/backups/before-*T*Z.db "SELECT COUNT(*) FROM user_pool"`);
    expect(left).to.match(
      new RegExp(`^backups/before-upgrade-7.2.0-to-7.4.0-\\d{8}T\\d{6}Z.db backups/${dump}$`),
    );
    expect(number).to.equal("3");
  });

  it("rolls back what a crashed oned has left half written, and loses nothing of the rest", async () => {
    const [before, state] = await lines(`
      mkfifo /tmp/hold; sqlite3 $HOME/one.db </tmp/hold & exec 7>/tmp/hold
      echo "PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (t); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1
        FROM n LIMIT 2000) INSERT INTO half SELECT randomblob(900) FROM n;" >&7
      until [[ -s $HOME/one.db-journal && $(stat -c %s $HOME/one.db) -gt 1000000 ]]; do sleep 0.1; done
      kill -9 $!; exec 7>&-; ls $HOME | grep -c journal; role; state`);
    expect([before, state]).to.deep.equal(["1", "ok 2 7.4.0"]);
  });

  it("on a full volume stops with the way out, whatever it was that found no room", async () => {
    const ends = await lines(
      `sqlite3 $HOME/one.db "CREATE TABLE large AS SELECT zeroblob(2000000) AS z" && cp $HOME/one.db /tmp/old.db
      for free in 1 3 4 5; do
        old; fallocate -l $(($(df --output=avail -B1 $HOME | tail -n 1) - free * 1000000)) $HOME/ballast
        role || true; echo "$free $(state) $(left) $(tail -n 1 /tmp/log | grep -o 'raise storage.size')"
        rm $HOME/ballast; role; echo "$free $(state) $(left)"
      done`,
    );
    for (const [index, free] of [1, 3].entries()) {
      const [full, room] = [ends[2 * index], ends[2 * index + 1]];
      expect(full).to.match(
        new RegExp(`^${free} ok 2 7\\.2\\.0 (backups/${dump})? raise storage.size$`),
      );
      expect(room).to.equal(`${free} ok 2 7.4.0 backups/${dump}`);
    }
    for (const end of ends) expect(end).to.match(/^\d ok 2 7\.[24]\.0 /);
  });

  it("killed at any of its steps leaves a whole database, and the next start ends it", async () => {
    const points = await lines(`
      for ((point = 1; point < 200; point++)); do
        old; echo $point >/tmp/point; code=0
        BASH_ENV=/tmp/fault role || code=$?
        between=$(state)
        ((code != 0)) || break
        role || true; echo "$between, $(state), $(left)"
      done`);
    expect(points.length).to.be.within(40, 150);
    const ends = new Set(points);
    expect([...ends].sort()).to.deep.equal([
      `ok 2 7.2.0, ok 2 7.4.0, backups/${dump}`,
      `ok 2 7.4.0, ok 2 7.4.0, backups/${dump}`,
    ]);
  });
});
