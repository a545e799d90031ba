import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { eventually } from "../support/docker";
import { FrontEnd } from "../support/frontEnd";
import { find, kubectl, outputIn } from "../support/kubectl";
import type { Pod } from "../support/pods";

interface Slices {
  items: { endpoints: { addresses: string[] }[] | null }[];
}

const storage = {
  size: "1Gi",
  datastores: { size: "1Gi", accessMode: "ReadWriteMany" },
} as const;

// Three pods have to find room on a small node.
const little = { resources: { requests: { cpu: "1m" } } };
const services = {
  ...{ oned: little, hem: little, fireedge: little, guacd: little },
  ...{ oneflow: little, onegate: little, sshd: little },
};

const all = ["one-0", "one-1", "one-2"];

// The stand-in chooses a leader and ships no records; what real servers do was tried by hand.
describe("a front-end with several replicas", () => {
  let frontEnd: FrontEnd;
  let witness: string;

  before(async () => {
    frontEnd = await FrontEnd.deploy({ storage, services });
    const told = await frontEnd.run("oneuser create witness told-the-truth");
    witness = /ID: (\d+)/.exec(told)?.[1] ?? "";
  });
  after(async () => {
    await frontEnd.remove();
  });

  async function leaders(): Promise<Pod[]> {
    const label = ["-l", "opennebula-kubernetes/leader=true"];
    const found = await find<{ items: Pod[] }>(["pods", "-n", frontEnd.namespace, ...label]);
    return found?.items ?? [];
  }

  async function leader(): Promise<string> {
    let names: string[] = [];
    await eventually("one pod leads", async () => {
      names = (await leaders()).map(({ metadata }) => metadata.name);
      return names.length === 1;
    });
    return names[0] ?? "";
  }

  /** Addresses to which the Service leads. */
  async function destinations(): Promise<string[]> {
    const label = ["-l", "kubernetes.io/service-name=one"];
    const slices = await find<Slices>(["endpointslices", "-n", frontEnd.namespace, ...label]);
    return (slices?.items ?? []).flatMap(({ endpoints }) =>
      (endpoints ?? []).flatMap(({ addresses }) => addresses),
    );
  }

  async function addressOf(pod: string): Promise<string> {
    const path = "jsonpath={.status.podIP}";
    return kubectl(["get", "pod", "-n", frontEnd.namespace, pod, "-o", path]);
  }

  const inPod = (pod: string, script: string, container = "oned"): Promise<string> =>
    outputIn({ namespace: frontEnd.namespace, pod, container }, script);

  it("grows from one, whose database all of them get", async () => {
    frontEnd.declared = { ...frontEnd.declared, replicas: 3 };
    await frontEnd.update();
    for (const pod of all) {
      expect(await inPod(pod, `oneuser show ${witness}`)).to.contain("witness");
    }
  });

  it("has one leader, to which the Service leads, and beside which the side roles run", async () => {
    const name = await leader();
    expect(await destinations()).to.deep.equal([await addressOf(name)]);
    const answers = "healthy oneflow && nc -z 127.0.0.1 2474 && echo yes || echo no";
    await eventually("OneFlow runs beside the leader", async () => {
      return (await inPod(name, answers, "oneflow")) === "yes";
    });
    for (const other of all.filter((pod) => pod !== name)) {
      expect(await inPod(other, answers, "oneflow"), other).to.equal("no");
    }
  });

  it("has another leader when the first one is lost, and all pods again", async () => {
    const lost = await leader();
    const { namespace } = frontEnd;
    await kubectl(["delete", "pod", "-n", namespace, lost, "--force", "--grace-period=0"]);
    await eventually("another pod leads", async () => {
      const names = (await leaders()).map(({ metadata }) => metadata.name);
      return names.length === 1 && names[0] !== lost;
    });
    expect(await destinations()).to.deep.equal([await addressOf(await leader())]);
    await frontEnd.ready();
  });

  it("fills an emptied volume from the leader", async () => {
    const { namespace } = frontEnd;
    const emptied = all.find((pod) => pod !== "one-0") ?? "";
    await kubectl(["delete", "pvc", "-n", namespace, `data-${emptied}`, "--wait=false"]);
    await kubectl(["delete", "pod", "-n", namespace, emptied]);
    await frontEnd.ready();
    expect(await inPod(emptied, `oneuser show ${witness}`)).to.contain("witness");
  });

  it("has another leader where the first one's volume can't be written", async () => {
    const unfit = await leader();
    const folder = "~/.opennebula-kubernetes";
    await inPod(unfit, `chmod 0500 ${folder}`, "sshd");
    await eventually("another pod leads", async () => {
      const names = (await leaders()).map(({ metadata }) => metadata.name);
      return names.length === 1 && names[0] !== unfit;
    });
    await inPod(unfit, `chmod 0700 ${folder}`, "sshd");
    await frontEnd.ready();
  });

  const logOf = (pod: string): Promise<string> =>
    inPod(pod, "sqlite3 ~/one.db 'SELECT log_index FROM logdb ORDER BY log_index' | paste -sd ' '");

  async function follower(): Promise<string> {
    const first = await leader();
    return all.find((pod) => pod !== first) ?? "";
  }

  /** How often the container of oned has ended. */
  async function restartsOf(pod: string): Promise<string> {
    const path = 'jsonpath={.status.containerStatuses[?(@.name=="oned")].restartCount}';
    return kubectl(["get", "pod", "-n", frontEnd.namespace, pod, "-o", path]);
  }

  it("takes off what nobody else has when a member comes back, in the same container", async () => {
    const lost = await follower();
    const [restarts, log] = [await restartsOf(lost), await logOf(lost)];
    await eventually("its oned isn't one that can't start", async () => {
      return Number(await inPod(lost, "ps -o etimes= -C oned")) > 12;
    });
    await inPod(lost, `sqlite3 ~/one.db "INSERT INTO logdb VALUES (5, 0, '', 0, 0, '0')"`);
    await inPod(lost, "pkill -KILL -x oned");
    await eventually("the record is gone", async () => (await logOf(lost)) === log);
    await frontEnd.ready();
    expect(await restartsOf(lost)).to.equal(restarts);
  });

  it("copies the leader's database where a member has passed over a record", async () => {
    const diverged = await follower();
    const log = await logOf(diverged);
    const passed = "(5, 1, '', 0, 0, '0'), (6, 1, '', 1, 0, '1')";
    await inPod(diverged, `sqlite3 ~/one.db "INSERT INTO logdb VALUES ${passed}"`);
    // Its container may be starting again just then.
    const logNow = (): Promise<string> => logOf(diverged).catch(() => "none");
    await eventually("it has the leader's", async () => (await logNow()) === log);
    await frontEnd.ready();
    const kept = `sqlite3 ~/backups/set-aside/one.db "SELECT MAX(log_index) FROM logdb"`;
    expect(await inPod(diverged, kept)).to.equal("6");
  });

  it("gets another schema and other passwords in one update, whose database all of them copy", async () => {
    const old = "UPDATE local_db_versioning SET version = '7.2.0'";
    const told = "cat ~/.opennebula-kubernetes/raft ~/.one/sunstone_auth";
    for (const pod of all) await inPod(pod, `sqlite3 ~/one.db "${old}"`);
    const before = await inPod("one-0", told);
    frontEnd.password = randomBytes(12).toString("hex");
    frontEnd.declared = { ...frontEnd.declared, keyRotation: { serveradminGeneration: 2 } };
    await frontEnd.update();
    const schema = `sqlite3 ~/one.db "SELECT MAX(version) FROM local_db_versioning"`;
    const after = await inPod("one-0", told);
    for (const part of after.split(/\s/)) {
      if (part !== "joined") expect(before).not.to.contain(part);
    }
    for (const pod of all) {
      expect(await inPod(pod, `oneuser show ${witness}`), pod).to.contain("witness");
      expect(await inPod(pod, "cat ~/.one/one_auth"), pod).to.contain(frontEnd.password);
      expect(await inPod(pod, schema), pod).to.equal("7.4.0");
      await eventually(`${pod} has it`, async () => (await inPod(pod, told)) === after);
    }
  });

  it("goes back to one, with everything", async () => {
    frontEnd.declared = { ...frontEnd.declared, replicas: 1 };
    await frontEnd.update();
    expect(await frontEnd.run(`oneuser show ${witness}`)).to.contain("witness");
    await eventually("the zone has no servers any more", async () => {
      return !(await frontEnd.run("onezone show 0 -x")).includes("<SERVER>");
    });
  });
});
