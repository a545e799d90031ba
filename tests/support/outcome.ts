import type { Plan } from "../../diff/plan";
import { restarts } from "../../diff/rules/restart";
import { outputOf } from "./command";
import { answers } from "./reachability";

/** What a change does to a front-end, as far as both a plan and the cluster tell. */
export interface Outcome {
  readonly anotherPod: boolean;
  readonly anotherStatefulSet: boolean;
  readonly anotherClaim: boolean;
  readonly anotherSize: boolean;
  readonly anotherService: boolean;
  readonly anotherJob: boolean;
  readonly anotherVersion: boolean;
  /** The update isn't carried out. */
  readonly fails: boolean;
  /** A client was without an API for more than two seconds. */
  readonly away: boolean;
}

/** What a plan says. */
export function promised(plan: Plan): Outcome {
  const text = plan.chapters
    .flatMap(({ sentences }) => sentences.map((one) => one.text))
    .join("\n");
  const anotherStatefulSet = /StatefulSet \S+ is deleted and made again/.test(text);
  return {
    anotherPod: anotherStatefulSet || text.includes(restarts),
    anotherStatefulSet,
    anotherClaim: /The claim \S+ is (deleted|replaced)|changes from the volume/.test(text),
    anotherSize: /The claim \S+ grows/.test(text),
    anotherService: /The Service \S+ is deleted/.test(text),
    anotherJob: text.includes("The Job that enrols hypervisors runs again"),
    anotherVersion: /OpenNebula goes from \S+ to/.test(text),
    fails: text.includes("The update will fail"),
    // The client has an address of its own, which no range of the tests holds.
    away:
      anotherStatefulSet ||
      text.includes("API, Sunstone, OneGate and SSH don't answer") ||
      /^Clients that reach the Service \S+ change from "all"/m.test(text),
  };
}

/** The identities of a front-end's objects, and what else tells one state of it from another. */
export type Identities = Readonly<Record<keyof Omit<Outcome, "away" | "fails">, string>>;

/** The identities as the cluster has them now. */
export async function identitiesOf(name: string, namespace = name): Promise<Identities> {
  const read = (path: string, ...object: string[]): Promise<string> =>
    outputOf("kubectl", ["get", "-n", namespace, "-o", `jsonpath={..${path}}`, ...object]);
  const uid = (...object: string[]): Promise<string> => read("metadata.uid", ...object);
  const version = String.raw`metadata.labels.app\.kubernetes\.io/version`;
  const claim = ["pvc", `data-${name}-0`] as const;
  const job = ["-l", `app.kubernetes.io/component=enrolment,app.kubernetes.io/instance=${name}`];
  return {
    anotherPod: await uid("pod", `${name}-0`),
    anotherStatefulSet: await uid("statefulset", name),
    anotherClaim: await uid(...claim),
    anotherSize: await read("spec.resources.requests.storage", ...claim),
    anotherService: await uid("service", name),
    anotherJob: await uid("job", ...job),
    anotherVersion: await read(version, "pod", `${name}-0`),
  };
}

/** The address that a balancer gave to the front-end. */
export function addressOf(name: string): Promise<string> {
  const path = "jsonpath={.status.loadBalancer.ingress[0].ip}";
  return outputOf("kubectl", ["get", "service", name, "-n", name, "-o", path]);
}

/** A client that asks for the API all the while, and knows how long it got no answer at a time. */
export class Client {
  private longest = 0;
  private asking = true;
  private readonly ended: Promise<void>;

  constructor(address: string, port = 2633) {
    this.ended = this.ask(address, port);
  }

  /** Stops asking; tells the longest time without an answer, in seconds. */
  async stop(): Promise<number> {
    this.asking = false;
    await this.ended;
    return this.longest / 1000;
  }

  private async ask(address: string, port: number): Promise<void> {
    let last = performance.now();
    while (this.asking) {
      const isThere = await answers(address, port, 1);
      const now = performance.now();
      this.longest = Math.max(this.longest, now - last);
      if (isThere) last = now;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
