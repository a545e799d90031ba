import { expect } from "chai";
import { eventually } from "../support/docker";
import { find, kubectl, runIn } from "../support/kubectl";
import { MonitorLog } from "../support/monitorLog";
import { OutsideView } from "../support/outsideView";
import { isReady, restarts, waitingFor } from "../support/pods";
import { Questions } from "../support/questions";
import { firstSimulated, Simulation } from "../support/simulation";

const killRole = "kill -9 $(</proc/1/task/1/children)";

interface Slice {
  readonly endpoints: { readonly addresses: string[]; readonly targetRef: { name: string } }[];
}

describe("ports of oned and monitord, seen from outside", () => {
  let view: OutsideView | undefined;
  let firstNumber = firstSimulated;

  before(async function () {
    view = await OutsideView.open(this);
  });

  after(() => view?.close());

  function opened(): OutsideView {
    if (view === undefined) throw new Error("there is no front-end");
    return view;
  }

  /** What is lost and what fails while hypervisors report, a client asks and writes, and roles are disturbed. */
  async function expectNothingLost(
    test: Mocha.Context,
    seconds: number,
    disturb: () => Promise<void>,
  ): Promise<void> {
    const { frontEnd, host, address } = opened();
    const log = new MonitorLog(frontEnd.place("oned"));
    firstNumber += 1_000_000;
    const reports = new Simulation(host, { address, hosts: 20, factor: 20, seconds, firstNumber });
    const questions = new Questions(opened(), seconds);
    await Promise.all([disturb(), reports.ended, questions.ended]);
    const lost = (): number[] =>
      reports.sent.map(({ number }) => number).filter((number) => !log.numbers.has(number));
    await eventually(
      "every message has arrived",
      () => Promise.resolve(lost().length === 0),
      5,
    ).catch(() => undefined);
    log.stop();
    expect(lost(), "lost messages").to.deep.equal([]);
    expect([...reports.refused], "refused messages").to.deep.equal([]);
    expect(questions.failures, "questions without an answer").to.deep.equal([]);
    expect(reports.sent.length).to.be.greaterThan(100);
    expect(questions.answered).to.be.greaterThan(seconds * 5);
    const sums = `${reports.sent.length} messages, ${questions.answered} answers`;
    if (test.test !== undefined) test.test.title += ` (${sums})`;
  }

  async function restartsOf(role: string): Promise<number> {
    const pod = await opened().frontEnd.findPod();
    return (pod === undefined ? undefined : restarts(pod)[role]) ?? 0;
  }

  for (const role of ["hem", "fireedge", "guacd", "oneflow", "onegate", "sshd"]) {
    it(`stay open while ${role} is killed`, async function () {
      const { frontEnd } = opened();
      await expectNothingLost(this, 12, async () => {
        const before = await restartsOf(role);
        await runIn(frontEnd.place(role), killRole);
        await frontEnd.podIs(
          `${role} runs again`,
          (pod) => (restarts(pod)[role] ?? 0) > before && isReady(pod),
        );
      });
    });
  }

  it("stay open while every side role is in a crash loop", async function () {
    const { frontEnd } = opened();
    const looping = new Set<string>();
    const crash = async (role: string): Promise<void> => {
      await eventually(
        `${role} is in a crash loop`,
        async () => {
          await runIn(frontEnd.place(role), killRole);
          const pod = await frontEnd.findPod();
          return pod !== undefined && waitingFor(pod, role) === "CrashLoopBackOff";
        },
        50,
      );
      looping.add(role);
    };
    const sideRoles = ["hem", "fireedge", "guacd", "oneflow", "onegate"];
    await expectNothingLost(this, 60, async () => {
      await Promise.all(sideRoles.map(crash));
    });
    expect([...looping]).to.have.members(sideRoles);
    await frontEnd.podIs("the pod is ready", isReady, 180);
  });

  it("lead to the first pod alone when somebody scales the StatefulSet", async function () {
    const { frontEnd } = opened();
    const { namespace, name, pod } = frontEnd;
    const scale = (replicas: number) =>
      kubectl(["scale", "-n", namespace, `statefulset/${name}`, `--replicas=${replicas}`]);
    await expectNothingLost(this, 20, async () => {
      await scale(2);
      const log = async () =>
        (await runLog(namespace, `${name}-1`)).includes("is a second replica of the front-end");
      await eventually("the second pod refuses to start", log, 60);
      const selector = `kubernetes.io/service-name=${name}`;
      const slices = await find<{ items: Slice[] }>([
        "endpointslices",
        "-n",
        namespace,
        "-l",
        selector,
      ]);
      const targets = slices?.items.flatMap(({ endpoints }) =>
        endpoints.map(({ targetRef }) => targetRef.name),
      );
      expect(targets).to.deep.equal([pod]);
    });
    await scale(1);
  });
});

async function runLog(namespace: string, pod: string): Promise<string> {
  return kubectl(["logs", "-n", namespace, pod, "-c", "prepare"]).catch(() => "");
}
