import { setTimeout as sleep } from "node:timers/promises";
import { Pod } from "../tests/image/pod";
import { docker, eventually } from "../tests/support/docker";
import { FrontEnd } from "../tests/support/frontEnd";
import { apply, kubectl, runIn } from "../tests/support/kubectl";
import { clusterGap } from "../tests/support/needs";
import type { Manifest } from "../tests/support/rehearsed";
import { figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { measureRounds, secondsOf } from "./rounds";
import { clusterTools } from "./tools";

/** From a pod's creation to oned's first answer, beside oned alone; both find a volume that they know. */
export const podPart: Part = { name: "pod", gap: clusterGap, measure };

// Runs where oned will: over a command for each question, or through a network, the answer would come late.
const untilAnswered = "until healthy oned 2>/dev/null; do sleep 0.1; done";

async function measure({ runs = 5, say }: PartSettings): Promise<PartFindings> {
  say("builds the image, and deploys a front-end");
  const frontEnd = await FrontEnd.deploy();
  try {
    const alone = await Pod.create(frontEnd.image.reference);
    try {
      return await compare(frontEnd, alone, runs, say);
    } finally {
      await alone.remove();
    }
  } finally {
    await frontEnd.remove();
  }
}

async function compare(
  frontEnd: FrontEnd,
  alone: Pod,
  runs: number,
  say: PartSettings["say"],
): Promise<PartFindings> {
  await (await alone.boot()).end();
  const statefulSets = (await frontEnd.manifests()).filter(({ kind }) => kind === "StatefulSet");
  const contestants = {
    pod: () => (say("starts a pod"), podStart(frontEnd, statefulSets)),
    oned: () => (say("starts oned alone"), onedStart(alone)),
  };
  const { pod, oned } = await measureRounds(contestants, { runs, warmups: 1 });
  const figure = figureOf(
    "s",
    { name: "pod creation to the first XML-RPC answer", values: pod },
    { name: "oned alone, same image", values: oned },
    { measure: "difference", limit: 6 },
  );
  return { figures: [figure], tools: await clusterTools(frontEnd.image) };
}

/** Takes the StatefulSet and its pod away, and measures from the order to make it anew. */
async function podStart(frontEnd: FrontEnd, statefulSets: readonly Manifest[]): Promise<number> {
  const { namespace, name } = frontEnd;
  await kubectl(["delete", "statefulset", name, "-n", namespace, "--wait=false"]);
  const gone = async (): Promise<boolean> => (await frontEnd.findPod()) === undefined;
  await eventually("the pod is gone", gone, 180);
  const seconds = await secondsOf(async () => {
    await apply(statefulSets);
    await answered(frontEnd);
  });
  await frontEnd.ready();
  return seconds;
}

/** Asks in the container of the SSH server, which is there long before oned answers. */
async function answered(frontEnd: FrontEnd): Promise<void> {
  const deadline = Date.now() + 300_000;
  while ((await runIn(frontEnd.place("sshd"), untilAnswered)).code !== 0) {
    if (Date.now() > deadline) throw new Error("oned has not answered for five minutes");
    // Not more often: each try costs the processor that oned starts on.
    await sleep(500);
  }
}

async function onedStart(alone: Pod): Promise<number> {
  let stop = (): Promise<number> => Promise.resolve(0);
  const seconds = await secondsOf(async () => {
    const running = await alone.start("oned");
    stop = () => running.end();
    await docker(["exec", running.container, "bash", "-c", untilAnswered]);
  });
  await stop();
  return seconds;
}
