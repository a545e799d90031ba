import { expect } from "chai";
import { Client } from "../support/client";
import { runCommand } from "../support/command";
import { FrontEnd } from "../support/frontEnd";
import { kubectl, outputIn, runIn } from "../support/kubectl";
import { isReady, restarts, roles, type Pod } from "../support/pods";

/** The role's process: the one child of the container's first process, which no signal kills from inside. */
const killRole = "kill -9 $(</proc/1/task/1/children)";

const lock = "/run/lock/one/one";

describe("a front-end that is disturbed", () => {
  let frontEnd: FrontEnd;
  let witness: string;
  const remains: (() => Promise<void>)[] = [];

  before(async () => {
    frontEnd = await FrontEnd.deploy();
    remains.push(() => frontEnd.remove());
    const told = await frontEnd.run("oneuser create witness told-the-truth");
    witness = /ID: (\d+)/.exec(told)?.[1] ?? "";
    expect(witness).not.to.equal("");
  });
  after(async () => {
    for (const remove of remains) await remove();
  });

  async function currentPod(): Promise<Pod> {
    const pod = await frontEnd.findPod();
    if (pod === undefined) throw new Error("there is no pod");
    return pod;
  }

  /** Kills roles, and waits until each runs again and the pod is ready. */
  async function kill(names: readonly string[]): Promise<void> {
    const before = restarts(await currentPod());
    const killed = await Promise.all(names.map((name) => runIn(frontEnd.place(name), killRole)));
    for (const { stderr } of killed) expect(stderr).not.to.contain("No such process");
    await frontEnd.podIs(`${names.join(", ")} run again, and the pod is ready`, (pod) => {
      const now = restarts(pod);
      return isReady(pod) && names.every((name) => (now[name] ?? 0) > (before[name] ?? 0));
    });
    const expected = Object.fromEntries(
      Object.entries(before).map(([name, count]) => [
        name,
        names.includes(name) ? count + 1 : count,
      ]),
    );
    expect(restarts(await currentPod())).to.deep.equal(expected);
  }

  async function expectWitness(): Promise<void> {
    expect(await frontEnd.run(`oneuser show ${witness}`)).to.contain("witness");
  }

  it("has no process that can't be told to end", async () => {
    for (const name of roles(await currentPod())) {
      const first = await outputIn(frontEnd.place(name), "cat /proc/1/comm");
      expect(`${name}: ${first}`).to.equal(`${name}: tini`);
    }
  });

  it("has oned back after kill -9, at the first attempt and in spite of its lock", async () => {
    expect(await frontEnd.run(`test -e ${lock} && echo held`)).to.equal("held");
    await kill(["oned"]);
    await expectWitness();
  });

  it("has every other role back after kill -9 of all at once", async () => {
    const others = roles(await currentPod()).filter((name) => name !== "oned");
    expect(others).to.include.members(["sshd", "fireedge", "oneflow", "onegate"]);
    await kill(others);
    await expectWitness();
    expect(await frontEnd.run("SSH_AUTH_SOCK=/run/one/ssh-agent.sock ssh-add -l")).to.match(/RSA/);
  });

  it("ends cleanly long before it would be killed, and is back with its data", async () => {
    const { namespace, pod } = frontEnd;
    const { uid } = (await currentPod()).metadata;
    const follow = ["logs", "-n", namespace, pod, "-c", "oned", "--follow", "--tail=1"];
    const log = runCommand("kubectl", follow, { seconds: 120 });
    await kubectl(["delete", "pod", "-n", namespace, pod, "--wait=false"]);
    await frontEnd.podIs("another pod is there", (other) => other.metadata.uid !== uid, 60);
    expect((await log).stdout).to.contain("All modules finalized");
    await frontEnd.podIs("the other pod is ready", isReady);
    await expectWitness();
  });

  it("lets a newly declared password in, and the former no longer", async () => {
    const former = frontEnd.password;
    frontEnd.password = `${former}-new`;
    await frontEnd.update();
    await expectWitness();
    const client = await Client.start(frontEnd.namespace, frontEnd.image.reference);
    const address = `${frontEnd.name}.${frontEnd.namespace}.svc`;
    expect(await client.logsIn(address, "oneadmin", frontEnd.password)).to.equal(true);
    expect(await client.logsIn(address, "oneadmin", former)).to.equal(false);
    expect(await client.logsIn(address, "witness", "told-the-truth")).to.equal(true);
  });

  it("changes nothing when the same is applied again", async () => {
    const { uid } = (await currentPod()).metadata;
    await frontEnd.update();
    expect((await currentPod()).metadata.uid).to.equal(uid);
  });
});
