import { expect } from "chai";
import { kubectl } from "../support/kubectl";
import { MonitorLog } from "../support/monitorLog";
import { OutsideView } from "../support/outsideView";
import { isReady } from "../support/pods";
import { firstSimulated, type Sent, Simulation } from "../support/simulation";

const seconds = 300;
const numbersOfOne = firstSimulated + 500_000_000;

// Around a pod's end and beginning it is chance on which side a message falls.
const margin = 5000;

describe("monitoring data of many hypervisors, for five minutes at OpenNebula's default periods", () => {
  let view: OutsideView | undefined;
  let many: Simulation;
  let one: Simulation;
  let formerLog: MonitorLog;
  let nextLog: MonitorLog;
  let deleted: number;
  let ready: number;

  before(async function () {
    view = await OutsideView.open(this);
    await disturb(view);
  });

  after(() => view?.close());

  /** Lets 200 hypervisors and one report, and replaces the pod in the middle of it. */
  async function disturb({ frontEnd, host, address }: OutsideView): Promise<void> {
    formerLog = new MonitorLog(frontEnd.place("oned"));
    many = new Simulation(host, { address, hosts: 200, seconds });
    one = new Simulation(host, { address, hosts: 1, seconds, firstNumber: numbersOfOne });
    await pause(seconds / 2.5);
    const uid = (await frontEnd.findPod())?.metadata.uid;
    deleted = Date.now();
    await kubectl(["delete", "pod", "-n", frontEnd.namespace, frontEnd.pod]);
    await frontEnd.podIs("a new pod is ready", (pod) => isReady(pod) && pod.metadata.uid !== uid);
    ready = Date.now();
    nextLog = new MonitorLog(frontEnd.place("oned"));
    await Promise.all([many.ended, one.ended]);
    await pause(margin / 1000);
    for (const log of [formerLog, nextLog]) log.stop();
  }

  for (const [count, simulation] of [
    [200, () => many],
    [1, () => one],
  ] as const) {
    describe(`of ${count}`, () => {
      const lost = (messages: readonly Sent[], log: MonitorLog): Sent[] =>
        messages.filter(({ number }) => !log.numbers.has(number));

      it("all arrive before the pod is deleted", function () {
        const sent = simulation().sent.filter(({ time }) => time < deleted - margin);
        expect(sent.length).to.be.greaterThan(count * 5);
        expect(lost(sent, formerLog)).to.deep.equal([]);
        tell(this, `${sent.length} messages`);
      });

      it("all arrive once the new pod is ready", function () {
        const sent = simulation().sent.filter(({ time }) => time > ready + margin);
        expect(sent.length).to.be.greaterThan(count * 5);
        expect(lost(sent, nextLog)).to.deep.equal([]);
        tell(this, `${sent.length} messages`);
      });

      it("begin to arrive again before OpenNebula would restart the probes, from each", function () {
        const first = simulation().firstHeard(nextLog.numbers, deleted);
        expect(first.size).to.equal(count);
        const waited = (Math.max(...first.values()) - deleted) / 1000;
        expect(waited).to.be.lessThan(180);
        const down = ((ready - deleted) / 1000).toFixed(0);
        tell(this, `the last after ${waited.toFixed(0)} s, the pod being ready after ${down} s`);
      });
    });
  }
});

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** Shows what was seen beside the test's name. */
function tell({ test }: Mocha.Context, text: string): void {
  if (test !== undefined) test.title += ` (${text})`;
}
