import { expect } from "chai";
import { Changes } from "../support/changes";
import { outputOf } from "../support/command";
import { EngineProject, failureOf } from "../support/project";
import { oneadmin } from "../support/reachability";
import { type Repository, startRepository } from "../support/repository";
import { skipBecause } from "../support/skip";

const name = "start-test";
const refused = {
  "settings[0].file": "/etc/one/nothing.conf",
  "settings[0].path": "NOTHING",
  "settings[0].value": "nothing",
};

// Pulumi itself would wait for ten minutes.
const atMost = 300;

describe("an `up` whose pod can't start", () => {
  let project: EngineProject;
  let repository: Repository;

  before(async () => {
    repository = await startRepository();
    project = await EngineProject.create("test");
    await project.configureFrontEnd(name, repository);
    await project.configure({ "expose.type": "ClusterIP" });
    await project.stack.up();
  });

  after(async () => {
    await repository.stop();
    await project.end(name);
  });

  /** What `up` says when it fails, which it does long before it would give up. */
  async function failure(): Promise<string> {
    const begun = performance.now();
    const said = await failureOf(() => project.stack.up());
    const seconds = (performance.now() - begun) / 1000;
    process.stdout.write(`      failed after ${seconds.toFixed(0)} s\n`);
    expect(seconds).to.be.lessThan(atMost);
    return said;
  }

  /** In the container that runs whether oned does or not. */
  async function sql(statement: string): Promise<void> {
    const command = ["sqlite3", "-bail", "/var/lib/one/one.db", statement];
    await outputOf("kubectl", ["exec", "-n", name, `${name}-0`, "-c", "sshd", "--", ...command]);
  }

  it("ends with the sentence of an upgrade that failed on a copy, and starts once that is mended", async function () {
    if (!repository.standin) skipBecause(this, "the migrator that crashes is the stand-in's");
    await sql("INSERT INTO user_pool SELECT 99, 'crash', body FROM user_pool WHERE oid = 0");
    await sql("UPDATE local_db_versioning SET version = '7.2.0'");
    await project.configure({ hostname: "one.example.net" });
    expect(await failure()).to.match(
      /start-test-0 doesn't start: database: the upgrade of the database from 7\.2\.0 to 7\.4\.0 failed: onedb upgrade: undefined method `text' for nil:NilClass\. The database is as it was\./,
    );
    await sql("DELETE FROM user_pool WHERE oid = 99");
    await project.stack.up();
    expect(await oneadmin(name, ["oneuser", "show", "0"])).to.contain("oneadmin");
  });

  it("ends with the line that OpenNebula refuses, and starts once it is taken back", async () => {
    await project.configure(refused);
    expect(await failure()).to.contain("start-test-0 doesn't start: prepare: settings, line 1");
    await project.stack.removeConfig("settings");
    await project.stack.up();
  });

  it("changes nothing when it is run again", async () => {
    const changes = new Changes();
    await project.stack.preview({ onEvent: changes.onEvent });
    expect(changes.all).to.deep.equal([]);
  });
});
