import { createHash } from "node:crypto";
import { expect } from "chai";
import { needDocker } from "../support/docker";
import { frontEnd, type FrontEnd } from "./frontEnd";
import { Pod } from "./pod";

const sql = (statement: string): string => `sqlite3 /pod/data/home/one.db "${statement}"`;

describe("A start after something went wrong", () => {
  let made: FrontEnd;
  let pod: Pod;

  before(async function () {
    await needDocker(this);
    made = await frontEnd();
  });

  beforeEach(async () => {
    pod = await Pod.create(made.image);
  });

  afterEach(async () => {
    await pod.remove();
  });

  async function stopOf(role: string): Promise<string> {
    const { code, stderr } = await pod.run(role);
    expect(code, stderr).to.equal(1);
    return stderr;
  }

  it("takes no notice of the lock of an oned that was killed", async () => {
    const killed = await pod.boot();
    await killed.kill();
    expect(await pod.asRoot("ls /pod/run/lock/one")).to.contain("one");
    const oned = await pod.start("oned");
    await oned.waitUntilHealthy("oned");
  });

  it("finishes a first boot that was cut before the users were made", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot(
      sql("DELETE FROM user_pool; DELETE FROM pool_control WHERE tablename = 'user_pool'"),
    );
    await pod.boot();
    expect(await pod.read("data/home/.one/sunstone_auth")).to.match(/^serveradmin:/);
  });

  it("finishes a first boot that was cut before the database was made", async () => {
    await pod.complete("prepare");
    await pod.asRoot(
      "cd /pod/data/home/.one && echo serveradmin:x | tee sunstone_auth oneflow_auth >/dev/null && chown 9869:9869 *",
    );
    await pod.complete("database");
    await (await pod.start("oned")).waitUntilHealthy("oned");
  });

  it("finds its users and data again after an orderly end", async () => {
    const first = await pod.boot();
    await first.end();
    const key = await pod.read("data/home/.one/one_key");
    const oned = await pod.boot();
    expect((await oned.run("oneuser", "show", "0")).code).to.equal(0);
    expect(await pod.read("data/home/.one/one_key")).to.equal(key);
  });

  it("brings a newly declared password into the database that was kept", async () => {
    const first = await pod.boot();
    await first.end();
    const configured = await pod.read("etc/oned.conf");
    const declared = "<new>&wörd-пароль";
    await pod.write("credentials/oneadmin-password", declared);
    const { stderr } = await pod.run("database");
    expect(stderr).to.contain("the declared password of oneadmin is new");
    expect(stderr).not.to.contain("wörd");
    expect(await pod.read("data/home/.one/one_auth")).to.equal(`oneadmin:${declared}\n`);
    expect(await pod.read("etc/oned.conf")).to.equal(configured);
    const oned = await pod.boot();
    expect((await oned.run("oneuser", "show", "0")).code).to.equal(0);
  });

  it("leaves everything as it is where the declared password is the database's", async () => {
    const first = await pod.boot();
    await first.end();
    const before = await pod.asRoot(sql("SELECT body FROM user_pool"));
    expect((await pod.run("database")).stderr).not.to.contain("password");
    expect(await pod.asRoot(sql("SELECT body FROM user_pool"))).to.equal(before);
  });

  it("takes back the login tokens of whoever had the old password, and nothing else", async () => {
    const first = await pod.boot();
    await first.end();
    const body = "SELECT body FROM user_pool WHERE oid = 0";
    const token = "<LOGIN_TOKEN><TOKEN>t</TOKEN></LOGIN_TOKEN>";
    const template = "<TEMPLATE><A><![CDATA[it's <b> & \\ ü]]></A>";
    const declared = `replace(body, '<TEMPLATE>', '${token}${template.replace("'", "''")}')`;
    const statement = `UPDATE user_pool SET body = ${declared} WHERE oid = 0`;
    await pod.asRoot("sqlite3 /pod/data/home/one.db", statement);
    const before = await pod.asRoot(sql(body));
    await pod.write("credentials/oneadmin-password", "another");
    await pod.complete("database");
    const hash = (password: string) => createHash("sha256").update(password).digest("hex");
    expect(await pod.asRoot(sql(body))).to.equal(
      before.replace(token, "").replace(hash(pod.password), hash("another")),
    );
    expect(before).to.contain(token).and.to.contain(template);
  });

  it("leaves a password alone that a driver of oneadmin's own knows", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot(sql("UPDATE user_pool SET body = replace(body, 'core', 'ldap')"));
    const before = await pod.asRoot(sql("SELECT body FROM user_pool"));
    await pod.write("credentials/oneadmin-password", "another");
    await pod.complete("database");
    expect(await pod.asRoot(sql("SELECT body FROM user_pool"))).to.equal(before);
    expect(await pod.read("data/home/.one/one_auth")).to.equal("oneadmin:another\n");
  });

  it("stops where the declared password was kept, but isn't the database's", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot(sql("UPDATE user_pool SET body = replace(body, '<PASSWORD>', '<PASSWORD>0')"));
    expect(await stopOf("database")).to.contain("neither the declared password of oneadmin nor");
  });

  it("ends a change of password that was cut between database and file", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot("printf 'oneadmin:former\\n' >/pod/data/home/.one/one_auth");
    const oned = await pod.boot();
    expect((await oned.run("oneuser", "show", "0")).code).to.equal(0);
  });

  it("stops where neither the kept nor the declared password is the database's", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.write("credentials/oneadmin-password", "third");
    await pod.asRoot("printf 'oneadmin:second\\n' >/pod/data/home/.one/one_auth");
    const told = await stopOf("database");
    expect(told).to.contain("neither the declared password of oneadmin nor the one kept");
  });

  it("stops where the master key of the database is lost", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot("rm /pod/data/home/.one/one_key");
    expect(await stopOf("database")).to.contain("one_key is missing");
  });

  it("stops where the database is lost but its images are not", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot(
      "cd /pod/data/home && rm one.db && mkdir -p datastores/1 && echo image >datastores/1/0a1b",
    );
    expect(await stopOf("database")).to.contain("the database is empty, yet the volume has data");
  });

  it("lets FireEdge, OneFlow and OneGate in again when their files are lost", async () => {
    const first = await pod.boot();
    await first.end();
    const known = await pod.read("data/home/.one/onegate_auth");
    await pod.asRoot("cd /pod/data/home/.one && rm sunstone_auth oneflow_auth");
    await pod.complete("database");
    expect(await pod.read("data/home/.one/sunstone_auth")).to.equal(known);
  });

  it("stops at a database of a newer OpenNebula", async () => {
    const first = await pod.boot();
    await first.end();
    await pod.asRoot(sql("UPDATE local_db_versioning SET version = '99.0.0'"));
    expect(await stopOf("database")).to.contain("made by a newer OpenNebula");
  });
});
