import { expect } from "chai";
import { docker, eventually } from "../support/docker";
import type { Pod, Running } from "./pod";
import { testPod } from "./testPod";

const contents = "cd /pod/data && find . | sort && find . -type f | sort | xargs sha256sum";

describe("Two front-ends on one volume", () => {
  let pod: Pod;
  let other: Pod;
  let oned: Running;

  before(async function () {
    pod = await testPod(this);
    await nameIt("one-0");
    await pod.complete("prepare");
    oned = await pod.start("oned", {}, "no");
    await oned.waitUntilHealthy("oned");
    other = await pod.neighbour();
  });

  after(async () => {
    await other.remove();
    await pod.remove();
  });

  // As a kubelet writes it for a pod of a StatefulSet.
  async function nameIt(name: string): Promise<void> {
    const line = `$(awk 'END { print $1 }' /etc/hosts) ${name}.one-headless.clouds.svc.cluster.local $HOSTNAME`;
    const script = `sed '$d' /etc/hosts >/tmp/hosts; echo "${line}" >>/tmp/hosts; cat /tmp/hosts >/etc/hosts`;
    await docker(["exec", "--user", "0", pod.name, "bash", "-c", script]);
  }

  for (const role of ["prepare", "database", "oned"]) {
    it(`don't both run ${role}: the second says who holds the volume, and changes nothing`, async () => {
      const before = await pod.asRoot(contents);
      const { code, stderr } = await other.run(role);
      // It may be leaving just now.
      expect(code).to.equal(75);
      expect(stderr).to.match(
        new RegExp(
          `^${role}: the data volume is in use by pod one-0 in namespace clouds \\(role oned, since [-\\dT:]+Z\\), ` +
            "and two front-ends on one volume destroy its database: .*\n$",
        ),
      );
      expect(await pod.asRoot(contents)).to.equal(before);
    });
  }

  it("don't upgrade its schema", async () => {
    const version = (sql: string) => pod.asRoot(`sqlite3 /pod/data/home/one.db "${sql}"`);
    await version("UPDATE local_db_versioning SET version = '7.2.0'");
    const { code, stderr } = await other.run("database");
    const found = await version("SELECT version FROM local_db_versioning");
    await version("UPDATE local_db_versioning SET version = '7.4.0'");
    expect(code, stderr).to.equal(75);
    expect(found).to.equal("7.2.0\n");
    expect(await pod.asRoot("ls /pod/data/home/backups")).to.equal("");
  });

  it("take turns: a second one starts as soon as oned was killed", async () => {
    await oned.run("bash", "-c", "kill -9 $(pgrep -o -x 'oned|ruby')");
    await eventually("the container ends with oned", async () => {
      return (await oned.state("Running")) === "false";
    });
    await other.complete("prepare");
    await other.complete("database");
    const next = await other.start("oned");
    await next.waitUntilHealthy("oned");
    const { code, stderr } = await pod.run("prepare");
    expect(code).to.equal(75);
    expect(stderr).to.contain("the data volume is in use by pod ");
    await next.end();
  });

  it("are refused as replicas of one StatefulSet", async () => {
    await nameIt("one-1");
    for (const role of ["prepare", "database", "oned"]) {
      const before = await pod.asRoot(contents);
      const { code, stderr } = await pod.run(role);
      expect(code, role).to.equal(1);
      expect(stderr).to.match(
        /is a second replica of the front-end.*scale the StatefulSet back to 1 replica\.\n$/,
      );
      expect(await pod.asRoot(contents), role).to.equal(before);
    }
  });

  it("go by the pod's name that is given, not by the node's", async () => {
    const { stderr } = await pod.run("prepare", { OPENNEBULA_POD: "one-2" });
    expect(stderr).to.match(/^prepare: one-2 is a second replica/);
    await pod.complete("prepare", { OPENNEBULA_POD: "one-0" });
  });
});
