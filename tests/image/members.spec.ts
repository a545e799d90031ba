import { expect } from "chai";
import { eventually } from "../support/docker";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const member = {
  OPENNEBULA_REPLICAS: "3",
  OPENNEBULA_POD: "one-1",
  OPENNEBULA_HEADLESS: "one-headless",
  OPENNEBULA_ELECTION_TIMEOUT: "2500",
  OPENNEBULA_ELECTION_STAGGER: "600",
};

const raft = "/usr/local/lib/opennebula-kubernetes/raft";

describe("A pod that is one of several", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
    await pod.complete("prepare", member);
  });

  after(async () => {
    await pod.remove();
  });

  it("has the number of its ordinal in the zone, and waits the longer for a leader", async () => {
    const configuration = await pod.read("etc/oned.conf");
    expect(configuration).to.match(/SERVER_ID\s*=\s*"?1"?,?$/m);
    expect(configuration).to.match(/ELECTION_TIMEOUT_MS\s*=\s*"?3100"?\b/);
    expect(configuration).to.match(/XMLRPC_TIMEOUT_MS\s*=\s*"?300"?\b/);
    await pod.complete("prepare", { ...member, OPENNEBULA_POD: "one-2" });
    const neighbour = await pod.read("etc/oned.conf");
    expect(neighbour, "two of equal patience outdate each other").to.match(
      /XMLRPC_TIMEOUT_MS\s*=\s*"?600"?\b/,
    );
    await pod.complete("prepare");
    expect(await pod.read("etc/oned.conf")).not.to.match(/SERVER_ID\s*=\s*"?1"?,?$/m);
    await pod.complete("prepare", member);
  });

  it("makes no zone of its own: it waits for what the others say", async () => {
    const oned = await pod.start("oned", member, "no");
    await eventually("it waits for the cluster", async () =>
      (await oned.log()).includes("waiting for the role raft to ask the cluster"),
    );
    await pod.asRoot("install -d -o 9869 /pod/run/one/raft && : >/pod/run/one/raft/epoch");
    await eventually("it waits for the first pod", async () =>
      (await oned.log()).includes("waiting for one-0 to make the zone"),
    );
    expect((await oned.run("healthy", "member-started")).code).not.to.equal(0);
    expect(await pod.asRoot("ls /pod/data/home/one.db 2>&1 || true")).to.contain("No such file");
    await oned.kill();
  });

  it("runs a side role while it leads, and only then", async () => {
    const healthy = async (): Promise<boolean> => role.isHealthy("guacd");
    const role = await pod.start("guacd", member, "no");
    expect(await healthy(), "it has nothing to do elsewhere").to.equal(true);
    expect((await role.run("nc", "-z", "127.0.0.1", "4822")).code).not.to.equal(0);
    await pod.asRoot(": >/pod/run/one/leader");
    await eventually("it runs", async () => {
      return (await role.run("nc", "-z", "127.0.0.1", "4822")).code === 0;
    });
    await pod.asRoot("rm /pod/run/one/leader");
    await eventually("it has ended", async () => {
      return (await role.run("nc", "-z", "127.0.0.1", "4822")).code !== 0;
    });
    expect(await role.end()).to.equal(0);
  });
});

describe("The zone's servers", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  const server = (id: number, name: string): string =>
    `<SERVER><ENDPOINT>http://${name}</ENDPOINT><ID>${id}</ID><NAME>${name}</NAME></SERVER>`;
  const members = "a=http://a b=http://b c=http://c";

  for (const [title, servers, steps] of [
    ["are added in order", "", "add 0\nadd 1\nadd 2\n"],
    ["are added where some are", server(0, "a"), "add 1\nadd 2\n"],
    ["are left alone", server(1, "b") + server(0, "a") + server(2, "c"), ""],
    ["are made anew if one has another number", server(1, "b"), "del 1\nadd 0\nadd 1\nadd 2\n"],
  ] as const) {
    it(title, async () => {
      const zone = `<ZONE><SERVER_POOL>${servers}</SERVER_POOL></ZONE>`;
      const { stdout } = await pod.script(`ruby ${raft}/servers.rb ${members} <<<'${zone}'`);
      expect(stdout).to.equal(steps);
    });
  }

  it("leave a log behind, whose last records are carried out where one goes on alone", async () => {
    const table = "logdb (log_index INTEGER, timestamp INTEGER, applied TEXT, sqlcmd TEXT)";
    const { stdout } = await pod.script(
      [
        `sqlite3 /tmp/db "CREATE TABLE ${table}; CREATE TABLE users (name TEXT UNIQUE)"`,
        `sql=$(ruby -rzlib -rbase64 -e 'print Base64.strict_encode64(Zlib.deflate(%q(INSERT INTO users VALUES (char(39)))))')`,
        `sqlite3 /tmp/db "INSERT INTO logdb VALUES (7, 0, '0', '$sql'), (8, 0, '0', '$sql')"`,
        // A call that was repeated leaves the same row twice, and oned goes on after it.
        `printf '7 %s\\n8 %s\\n' "$sql" "$sql" | ruby ${raft}/settle.rb | sqlite3 /tmp/db || true`,
        `sqlite3 /tmp/db "SELECT name FROM users; SELECT applied, timestamp > 0 FROM logdb"`,
      ].join("\n"),
    );
    expect(stdout).to.equal("'\n1|1\n1|1\n");
  });
});

describe("A pod that was one of several", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
    await (await pod.boot()).end();
    const table = "logdb (log_index INTEGER, timestamp INTEGER, applied TEXT, sqlcmd TEXT)";
    await pod.asRoot(`sqlite3 /pod/data/home/one.db "CREATE TABLE IF NOT EXISTS ${table}"`);
    await pod.asRoot("echo 'joined 12ab' >/pod/data/home/.opennebula-kubernetes/raft");
  });

  after(async () => {
    await pod.remove();
  });

  it("doesn't start alone without the word that it has everything", async () => {
    await pod.complete("prepare");
    const { code, stderr } = await pod.run("oned");
    expect(code).to.equal(1);
    expect(stderr).to.match(/this database is one of several, .* set replicas back/);
  });

  it("does with it, and forgets that it was one", async () => {
    const kept = "/pod/data/home/.opennebula-kubernetes";
    await pod.asRoot(`echo 12ab >${kept}/raft-complete && chown 9869 ${kept}/raft*`);
    const oned = await pod.boot();
    expect(await pod.asRoot(`ls ${kept}`)).not.to.match(/^raft(-complete)?$/m);
    await oned.end();
  });
});

describe("A member whose database has to change with all the others'", () => {
  let pod: Pod;
  const run = "/pod/run/one/raft";
  const kept = "/pod/data/home/.opennebula-kubernetes";
  const first = { ...member, OPENNEBULA_POD: "one-0" };

  before(async function () {
    pod = await testPod(this);
    await (await pod.boot()).end();
    await pod.asRoot(`echo 'joined 12ab' >${kept}/raft && chown 9869 ${kept}/raft`);
    await pod.complete("prepare", member);
    const old = "UPDATE local_db_versioning SET version = '7.2.0'";
    await pod.asRoot(`sqlite3 /pod/data/home/one.db "${old}"`);
    await pod.asRoot(`install -d -o 9869 ${run} && echo 12ab >${run}/epoch`);
  });

  after(async () => {
    await pod.remove();
  });

  const version = "sqlite3 /pod/data/home/one.db 'SELECT MAX(version) FROM local_db_versioning'";

  it("stands by, ready, until the first pod has changed it", async () => {
    const oned = await pod.start("oned", member, "no");
    await eventually("it stands by", async () =>
      (await oned.log()).includes("standing by: one-0 changes the database of all members"),
    );
    for (const word of ["member-started", "member", "member-lives"]) {
      expect(await oned.isHealthy(word), word).to.equal(true);
    }
    expect(await pod.asRoot(`cat ${run}/anew-wanted`)).to.equal("12ab\n");
    expect(await pod.asRoot(version)).to.equal("7.2.0\n");
    await oned.kill();
  });

  it("isn't changed by the first pod before enough of them stand by", async () => {
    const oned = await pod.start("oned", first, "no");
    await eventually("it waits", async () =>
      (await oned.log()).includes("waiting until enough of the pods stand by"),
    );
    expect(await oned.isHealthy("member")).to.equal(false);
    expect(await pod.asRoot(version)).to.equal("7.2.0\n");
    await oned.kill();
  });

  it("is changed by the first pod even if a start of it was cut", async () => {
    await pod.asRoot(`echo 12ab >${kept}/raft-anew && chown 9869 ${kept}/raft-anew`);
    const oned = await pod.start("oned", first, "no");
    await eventually("it asks for another epoch", async () =>
      / 12ab$/m.test(await pod.asRoot(`cat ${run}/record 2>/dev/null || true`)),
    );
    expect(await pod.asRoot(version)).to.equal("7.4.0\n");
    const [epoch = ""] = (await pod.asRoot(`cat ${run}/record`)).split(" ");
    expect(await pod.asRoot(`cat ${kept}/raft`)).to.equal(`seed ${epoch}\n`);
    await oned.kill();
  });
});
