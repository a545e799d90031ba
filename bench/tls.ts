import { frontEnd } from "../tests/image/frontEnd";
import { Pod, type Running } from "../tests/image/pod";
import { callOned } from "../tests/image/xmlRpc";
import { askOften, type Question, whoAmI } from "../tests/support/asking";
import { Authority } from "../tests/support/authority";
import { eventually } from "../tests/support/docker";
import { dockerGap } from "../tests/support/needs";
import { openConnections, soak } from "../tests/support/soak";
import { type Figure, figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { measureRounds, secondsOf } from "./rounds";
import { percentile } from "./statistics";
import { dockerVersion, packagesText } from "./tools";

/** What TLS costs those who ask oned, and what a scrape of the measurements does. */
export const tlsPart: Part = {
  name: "tls",
  gap: dockerGap,
  measure: (settings) => withEdge(settings, (edge) => figures(edge, settings)),
};

/** Whether TLS keeps connections whose clients are gone. */
export const soakPart: Part = {
  name: "soak",
  isAskedFor: true,
  gap: dockerGap,
  measure: (settings) => withEdge(settings, (edge) => soaked(edge, settings)),
};

const ports = { plain: 2633, secure: 12633, metrics: 9925 };
const hypervisors = 200;

interface Edge {
  readonly pod: Pod;
  readonly address: string;
  readonly tls: Running;
  readonly plain: Question;
  readonly secure: Question & { readonly authority: string };
}

async function withEdge(
  { say }: PartSettings,
  measure: (edge: Edge) => Promise<Figure[]>,
): Promise<PartFindings> {
  say("builds the image, and starts oned and TLS before it");
  const { image, version, standin } = await frontEnd();
  const [pod, authority] = [await Pod.create(image), new Authority()];
  try {
    const measured = await measure(await edgeOf(pod, authority));
    const tools = { packages: packagesText(version, standin), docker: await dockerVersion() };
    return { figures: measured, tools };
  } finally {
    authority.remove();
    await pod.remove();
  }
}

async function edgeOf(pod: Pod, authority: Authority): Promise<Edge> {
  const address = await pod.address();
  const files = await authority.issue([address]);
  for (const [name, content] of Object.entries(files)) await pod.write(`tls/${name}`, content);
  await pod.boot();
  const tls = await pod.start("tls", {
    OPENNEBULA_TLS_PORTS: `${ports.secure}=${ports.plain}/xml-rpc`,
  });
  await eventually("TLS is spoken", () => tls.isHealthy("tls"));
  const plain = { address, port: ports.plain, body: whoAmI(pod.password) };
  const secure = { ...plain, port: ports.secure, authority: files["ca.crt"] };
  return { pod, address, tls, plain, secure };
}

async function figures(edge: Edge, { runs = 7, say }: PartSettings): Promise<Figure[]> {
  say("asks oned, by TLS and plainly");
  return [...(await compare(edge, runs)), await scrape(edge, runs, say)];
}

async function compare({ plain, secure }: Edge, runs: number): Promise<Figure[]> {
  const asking = { clients: 20, each: 25, keepAlive: true };
  const contestants = {
    tls: () => askOften(secure, asking),
    anew: () => askOften(secure, { ...asking, keepAlive: false }),
    plain: () => askOften(plain, asking),
  };
  const measured = await measureRounds(contestants, { runs, warmups: 1 });
  const limits = [
    [0.5, 1.3],
    [0.95, 1.5],
  ] as const;
  return limits.flatMap(([part, limit]) => {
    const values = (times: number[][]): number[] => times.map((all) => percentile(all, part));
    const name = `XML-RPC by TLS, 20 clients, p${part * 100}`;
    // oned itself ends each connection.
    const against = { name: "without TLS", values: values(measured.plain) };
    const kept = { name: `${name}, each on its own connection`, values: values(measured.tls) };
    const anew = { name: `${name}, each call on a new one`, values: values(measured.anew) };
    return [
      figureOf("s", kept, against, { measure: "ratio", limit }),
      figureOf("s", anew, against),
    ];
  });
}

async function scrape(
  { pod, address }: Edge,
  runs: number,
  say: PartSettings["say"],
): Promise<Figure> {
  say(`adds ${hypervisors} hypervisors`);
  const auth = `oneadmin:${pod.password}`;
  for (let number = 1; number <= hypervisors; number++) {
    const name = `192.0.2.${number}`;
    const { value } = await callOned(address, "one.host.allocate", [auth, name, "kvm", "kvm", 0]);
    // Off line, so that nobody tries to reach it.
    await callOned(address, "one.host.status", [auth, Number(value), 2]);
  }
  const exporter = await pod.start("metrics", { OPENNEBULA_FRONT_END: "cloud/one" });
  const seen = async (): Promise<string> =>
    (await fetch(`http://${address}:${ports.metrics}/metrics`)).text();
  await eventually("the exporter shows them", async () =>
    (await seen().catch(() => "")).includes(`host_total{front_end="cloud/one"} ${hypervisors}`),
  );
  const list = () => callOned(address, "one.hostpool.info", [auth]);
  const contestants = { scrape: () => secondsOf(seen), list: () => secondsOf(list) };
  const measured = await measureRounds(contestants, { runs, warmups: 1 });
  await exporter.end();
  return figureOf(
    "s",
    { name: `scrape of the exporter at ${hypervisors} hypervisors`, values: measured.scrape },
    { name: "oned's list of them", values: measured.list },
    { measure: "value", limit: 0.5 },
  );
}

async function soaked(edge: Edge, { minutes = 30, say }: PartSettings): Promise<Figure[]> {
  say(`opens and ends connections for ${minutes} min`);
  const opened = await soak(edge.secure, minutes * 60);
  const left = () => openConnections(edge.tls, [ports.plain, ports.secure]);
  // HAProxy waits 30 s for those who don't say that they go.
  await eventually("all are gone", async () => (await left()) === 0, 90).catch(() => undefined);
  return [
    figureOf(
      "connections",
      { name: `left over after ${minutes} min through TLS`, values: [await left()] },
      { name: "opened", values: [opened] },
      { measure: "value", limit: 0 },
    ),
  ];
}
