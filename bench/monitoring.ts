import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FrontEnd } from "../tests/support/frontEnd";
import { find, kubectl } from "../tests/support/kubectl";
import { MonitorLog } from "../tests/support/monitorLog";
import { clusterGap } from "../tests/support/needs";
import { OutsideHost, outsideGap } from "../tests/support/outsideHost";
import { isReady } from "../tests/support/pods";
import { Simulation } from "../tests/support/simulation";
import { type Figure, figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { measureRounds } from "./rounds";
import { clusterTools } from "./tools";

/** What hypervisors report, from a machine outside the cluster to the monitor daemon. */
export const monitoringPart: Part = {
  name: "monitoring",
  gap: async () => outsideGap() ?? clusterGap(),
  measure,
};

const hypervisors = 200;

async function measure({ runs, say }: PartSettings): Promise<PartFindings> {
  say("builds the image, and deploys a front-end");
  const frontEnd = await FrontEnd.deploy();
  const host = await OutsideHost.add();
  try {
    const reports = new Reports(frontEnd, host, say);
    const lost = await losses(reports, runs ?? 3);
    const heard = await recovery(reports, runs ?? 3);
    // Last, since the monitor daemon writes a line for each datagram, and whoever counts lines would drown in them.
    const figures = [await throughput(reports, runs ?? 7), lost, heard];
    return { figures, tools: await clusterTools(frontEnd.image) };
  } finally {
    await host.remove();
    await frontEnd.remove();
  }
}

async function throughput(reports: Reports, runs: number): Promise<Figure> {
  const { service, pod } = await measureRounds(
    {
      service: () => reports.perSecond("through the Service", reports.address()),
      pod: async () => reports.perSecond("straight to the pod", await reports.podAddress()),
    },
    { runs, warmups: 1 },
  );
  return figureOf(
    "datagrams/s",
    { name: "datagrams that the monitor daemon reads, through the Service", values: service },
    { name: "straight to the pod", values: pod },
    { measure: "ratio", limit: 0.95, atLeast: true },
  );
}

async function losses(reports: Reports, runs: number): Promise<Figure> {
  const rounds: { lost: number; sent: number }[] = [];
  for (let run = 0; run < runs; run++) rounds.push(await reports.lost(60));
  return figureOf(
    "datagrams",
    {
      name: `lost of ${hypervisors} hypervisors at ten times the default rate`,
      values: rounds.map(({ lost }) => lost),
    },
    { name: "sent", values: rounds.map(({ sent }) => sent) },
    { measure: "value", limit: 0 },
  );
}

async function recovery(reports: Reports, runs: number): Promise<Figure> {
  const rounds: { heard: number; ready: number }[] = [];
  for (let run = 0; run < runs; run++) rounds.push(await reports.heardAgain());
  return figureOf(
    "s",
    {
      name: `pod deletion until each of ${hypervisors} hypervisors has been heard again`,
      values: rounds.map(({ heard }) => heard),
    },
    { name: "until the pod is ready", values: rounds.map(({ ready }) => ready) },
    { measure: "value", limit: 60 },
  );
}

/** Hypervisors that report to a front-end, and what of it arrives. */
class Reports {
  constructor(
    private readonly frontEnd: FrontEnd,
    private readonly host: OutsideHost,
    private readonly say: PartSettings["say"],
  ) {}

  address(): string {
    const { address } = this.frontEnd;
    if (address === undefined) throw new Error("no address range of a load balancer is named");
    return address;
  }

  async podAddress(): Promise<string> {
    const { namespace, pod } = this.frontEnd;
    const found = await find<{ status: { podIP: string } }>(["pod", "-n", namespace, pod]);
    return found?.status.podIP ?? "";
  }

  /** What of a flood the monitor daemon takes from its socket; the rest is more than it can. */
  async perSecond(what: string, address: string): Promise<number> {
    const seconds = 4;
    this.say(`floods ${what}`);
    const before = await this.read();
    const start = performance.now();
    const flood = join(__dirname, "flood.ts");
    const program = [process.execPath, "--import", require.resolve("tsx"), flood];
    const child = this.host.spawn(...program, address, "4124", String(seconds));
    const [code] = (await once(child, "close")) as [number];
    if (code !== 0) throw new Error("the flood failed");
    const after = await this.read();
    return ((after - before) * 1000) / (performance.now() - start);
  }

  /** Sends at ten times the default rate, and counts what doesn't arrive. */
  async lost(seconds: number): Promise<{ lost: number; sent: number }> {
    this.say(`lets ${hypervisors} hypervisors report for ${seconds} s, ten times as often`);
    const log = new MonitorLog(this.frontEnd.place("oned"));
    const settings = { address: this.address(), hosts: hypervisors, seconds, factor: 10 };
    const simulation = new Simulation(this.host, settings);
    await simulation.ended;
    await sleep(5000);
    log.stop();
    const datagrams = simulation.sent.filter(({ type }) => type !== "STATE_VM");
    const lost = datagrams.filter(({ number }) => !log.numbers.has(number)).length;
    return { lost, sent: datagrams.length };
  }

  /** Replaces the pod under hypervisors that report at the default rate. */
  async heardAgain(): Promise<{ heard: number; ready: number }> {
    this.say(`deletes the pod under ${hypervisors} hypervisors`);
    const { namespace, pod } = this.frontEnd;
    const settings = { address: this.address(), hosts: hypervisors, seconds: 120 };
    const simulation = new Simulation(this.host, settings);
    await sleep(5000);
    const uid = (await this.frontEnd.findPod())?.metadata.uid;
    const deleted = Date.now();
    await kubectl(["delete", "pod", "-n", namespace, pod]);
    await this.frontEnd.podIs(
      "a new pod is ready",
      (found) => isReady(found) && found.metadata.uid !== uid,
    );
    const ready = Date.now();
    const log = new MonitorLog(this.frontEnd.place("oned"));
    await simulation.ended;
    await sleep(5000);
    log.stop();
    const heard = simulation.firstHeard(log.numbers, deleted);
    if (heard.size < hypervisors) throw new Error(`${heard.size} hypervisors alone were heard`);
    const last = Math.max(...heard.values());
    return { heard: (last - deleted) / 1000, ready: (ready - deleted) / 1000 };
  }

  /** Datagrams that processes of the pod have read. */
  private async read(): Promise<number> {
    const text = await this.frontEnd.run("grep '^Udp:' /proc/net/snmp");
    const [names = [], values = []] = text.split("\n").map((line) => line.split(" "));
    return Number(values[names.indexOf("InDatagrams")]);
  }
}
