import { expect } from "chai";
import { eventually } from "../support/docker";
import { find, kubectl } from "../support/kubectl";
import { OutsideView } from "../support/outsideView";
import { isReady, restarts } from "../support/pods";
import { Questions } from "../support/questions";

interface Event {
  readonly reason: string;
  readonly message: string;
}

const broken = { file: "/etc/one/oneflow-server.conf", path: ":core_auth", value: "nonsense" };

const reason =
  /Liveness probe failed: oneflow is down: it has ended .* with code 1: .*core_auth nonsense/;

describe("a side role that fails and is only warned of", () => {
  let view: OutsideView | undefined;

  before(async function () {
    const services = { oneflow: { onFailure: "warn" as const } };
    view = await OutsideView.open(this, { services, settings: [broken] });
  });

  after(() => view?.close());

  function opened(): OutsideView {
    if (view === undefined) throw new Error("there is no front-end");
    return view;
  }

  async function eventMessages(): Promise<string[]> {
    const { namespace, pod } = opened().frontEnd;
    const selector = ["--field-selector", `involvedObject.name=${pod}`];
    const events = await find<{ items: Event[] }>(["events", "-n", namespace, ...selector]);
    return (events?.items ?? [])
      .filter(({ reason }) => reason === "Unhealthy")
      .map(({ message }) => message);
  }

  async function expectNoRestart(): Promise<void> {
    const pod = await opened().frontEnd.findPod();
    if (pod === undefined) throw new Error("there is no pod");
    expect(isReady(pod)).to.equal(true);
    expect(restarts(pod)["oneflow"]).to.equal(0);
  }

  it("leaves the front-end up: the pod is ready, and its container goes on", async () => {
    const { frontEnd } = opened();
    await eventually("OneFlow has failed more than once", async () =>
      (await frontEnd.log("oneflow")).includes("oneflow: ended 2 times"),
    );
    await expectNoRestart();
  });

  it("has events of the pod say why it is down, while port 2633 answers every question", async () => {
    const questions = new Questions(opened(), 60);
    await eventually(
      "an event says so",
      async () => (await eventMessages()).some((message) => reason.test(message)),
      120,
    );
    await questions.ended;
    expect(questions.failures).to.deep.equal([]);
    expect(questions.answered).to.be.greaterThan(300);
    await expectNoRestart();
  });

  it("is ready for traffic again by itself when its cause is gone", async () => {
    const { frontEnd } = opened();
    await frontEnd.run("sed -i /core_auth/d /etc/one/oneflow-server.conf");
    await eventually(
      "OneFlow answers",
      async () => {
        const { namespace, pod } = frontEnd;
        const exec = ["exec", "-n", namespace, pod, "-c", "oneflow", "--", "healthy", "oneflow"];
        return (await kubectl(exec).catch(() => "down")) === "";
      },
      120,
    );
  });
});
