import { expect } from "chai";
import { databaseImageInCluster } from "../support/databaseImage";
import { FrontEnd } from "../support/frontEnd";
import { find, kubectl, outputIn } from "../support/kubectl";
import { isReady, type Pod } from "../support/pods";

describe("a front-end with a database of its own", () => {
  let frontEnd: FrontEnd;

  before(async () => {
    const reference = await databaseImageInCluster();
    frontEnd = await FrontEnd.deploy();
    await frontEnd.run("oneuser create early told-the-truth");
    const database = { bundled: { reference, size: "1Gi" }, migrateFrom: "sqlite" };
    frontEnd.declared = { ...frontEnd.declared, database };
    await frontEnd.update();
  });
  after(() => frontEnd.remove());

  const server = (): Promise<Pod | undefined> =>
    find<Pod>(["pod", "-n", frontEnd.namespace, "one-database-0"]);

  async function scale(replicas: number): Promise<void> {
    const set = ["statefulset/one-database", `--replicas=${replicas}`];
    await kubectl(["scale", "-n", frontEnd.namespace, ...set]);
  }

  it("has what was in SQLite, under Pod Security restricted", async () => {
    expect(await frontEnd.run("oneuser show 2")).to.contain("early");
    expect(await frontEnd.log("oned")).to.match(/user_pool: 3 rows, the same on both sides/);
    const home = await outputIn(frontEnd.place("sshd"), "ls /var/lib/one /var/lib/one/backups");
    expect(home)
      .to.match(/before-move-\w+\.db/)
      .and.not.to.match(/^one\.db$/m);
  });

  it("isn't ready while its database is away, and heals by itself", async () => {
    await scale(0);
    await frontEnd.podIs("the pod isn't ready", (pod) => !isReady(pod));
    await scale(1);
    await frontEnd.podIs("the pod is ready again", isReady);
    expect(await frontEnd.run("oneuser create late told-the-truth")).to.contain("ID: 3");
  });

  it("keeps both pods in an update that changes nothing", async () => {
    const before = [await frontEnd.findPod(), await server()].map((pod) => pod?.metadata.uid);
    await frontEnd.update();
    const now = [await frontEnd.findPod(), await server()].map((pod) => pod?.metadata.uid);
    expect(now).to.deep.equal(before);
    expect(await frontEnd.run("oneuser show 3")).to.contain("late");
  });
});
