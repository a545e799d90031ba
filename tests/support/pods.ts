import { find, tryKubectl } from "./kubectl";

export interface ContainerStatus {
  name: string;
  ready: boolean;
  restartCount: number;
  state?: { running?: object; waiting?: { reason: string }; terminated?: { exitCode: number } };
}

/** A pod, as far as the tests look at it. */
export interface Pod {
  metadata: { uid: string; name: string };
  spec: { containers: { name: string }[]; initContainers: { name: string }[] };
  status: {
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
    conditions?: { type: string; status: string }[];
  };
}

export function isReady(pod: Pod): boolean {
  return (pod.status.conditions ?? []).some(
    ({ type, status }) => type === "Ready" && status === "True",
  );
}

function statuses({ status }: Pod): ContainerStatus[] {
  return [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
}

/** How often each container was started again. */
export function restarts(pod: Pod): Record<string, number> {
  return Object.fromEntries(statuses(pod).map(({ name, restartCount }) => [name, restartCount]));
}

/** Why a container doesn't run, in Kubernetes' word; undefined if it does. */
export function waitingFor(pod: Pod, container: string): string | undefined {
  return statuses(pod).find(({ name }) => name === container)?.state?.waiting?.reason;
}

/** Names of the containers that run as long as the pod. */
export function roles(pod: Pod): string[] {
  return statuses(pod)
    .filter(({ state }) => state?.running !== undefined)
    .map(({ name }) => name);
}

/** What there is to say of a pod that is not as it should be. */
export async function diagnosis(namespace: string, pod: string): Promise<string> {
  // All containers at once have no log while one of them waits, and just then it is wanted.
  const found = await find<Pod>(["pod", "-n", namespace, pod]);
  const names = found === undefined ? [] : statuses(found).map(({ name }) => name);
  const commands = [
    ["get", "pod", pod, "-o", "wide"],
    ["get", "events", "--sort-by=.lastTimestamp"],
    ...names.map((name) => ["logs", pod, "-c", name, "--prefix", "--tail=15"]),
  ];
  const texts = await Promise.all(
    commands.map(async (args) => {
      const { stdout, stderr } = await tryKubectl(["-n", namespace, ...args]);
      return [args.join(" "), ...`${stdout}${stderr}`.trim().split("\n").slice(-60)].join("\n");
    }),
  );
  return texts.join("\n\n");
}
