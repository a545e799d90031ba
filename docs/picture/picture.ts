import { proxiedOnegate } from "../../components/network/tproxy";
import type { Port } from "../../components/roles/ports";
import { isForHypervisors, readDeployment } from "./deployment";
import { type Box, Drawing, lineHeight, type Point, wrapped } from "./drawing";
import { centre, columns, columnWidth, frame, gap, label, left, margin } from "./layout";
import { portsInColumns, rows, type Sheet, sizes } from "./layout";
import { drawPod } from "./pod";
import { styleSheet } from "./theme";

/** Columns beside the ports' for what the front-end itself dials: the container that dials, and what. */
const waysOut = [
  ["oned", "SSH 22: drivers"],
  ["guacd", "VNC 5900+: consoles"],
] as const;

/** The picture of the deployment, as SVG. */
export async function picture(): Promise<string> {
  const deployment = await readDeployment();
  const ports = portsInColumns(deployment);
  const width = left + (ports.length + waysOut.length) * columnWidth + margin;
  const height = rows.legend.y + rows.legend.height;
  const title = "An OpenNebula front-end on Kubernetes, and KVM hypervisors outside the cluster";
  const drawing = new Drawing(width, height, title, styleSheet());
  const sheet = { deployment, drawing, ports };
  drawing.rectangle({ x: 1, y: 1, width: width - 2, height: height - 2 }, "card");
  drawCluster(sheet, width);
  drawOutside(sheet);
  drawExternalService(sheet);
  drawPod(sheet);
  drawHeadlessService(sheet);
  drawWaysIn(sheet);
  drawWaysOut(sheet);
  drawLegend(sheet);
  return drawing.toString();
}

function flowOf(port: Port): "client" | "host" {
  return isForHypervisors(port) ? "host" : "client";
}

function drawCluster({ deployment, drawing, ports }: Sheet, width: number): void {
  drawing.rectangle({ ...rows.cluster, x: margin, width: width - 2 * margin }, "cluster");
  const x = left + ports.length * columnWidth + 12;
  const y = rows.headless.y + 26;
  const style = { size: sizes.normal, align: "start" } as const;
  drawing.lines([x, y], ["Kubernetes cluster"], { ...style, bold: true });
  drawing.lines([x, y + 18], [`namespace ${deployment.name}`], { ...style, muted: true });
}

function drawOutside(sheet: Sheet): void {
  const { drawing, ports } = sheet;
  const clients = ports.filter((port) => flowOf(port) === "client").length;
  const people = columns(0, clients, rows.outside);
  drawing.rectangle({ ...people, x: margin, width: people.width + left - margin }, "outside");
  label(sheet, rows.outside.y + 24, "Clients", []);
  const hosts = columns(clients, ports.length - clients + waysOut.length, rows.outside);
  drawing.rectangle({ ...hosts, width: hosts.width + gap }, "outside");
  const style = { size: sizes.normal, bold: true, align: "start" } as const;
  const title = ["KVM hypervisors, outside the cluster"];
  drawing.lines([hosts.x + 10, rows.outside.y + 24], title, style);
  ports.forEach((port, index) => {
    caption(sheet, index, outsideText(port));
  });
  waysOut.forEach(([, text], index) => {
    caption(sheet, ports.length + index, text);
  });
}

function outsideText(port: Port): string {
  const text = port.usedBy.replace(/^hypervisors: /, "");
  return port.name === "onegate" ? `${text} ${new URL(proxiedOnegate).hostname}` : text;
}

function caption({ drawing }: Sheet, index: number, text: string): void {
  const lines = wrapped(text, columnWidth - 4, sizes.small);
  const last = rows.outside.y + rows.outside.height - 10;
  const first = last - (lines.length - 1) * lineHeight(sizes.small);
  drawing.lines([centre(index), first], lines, { size: sizes.small });
}

function drawExternalService(sheet: Sheet): void {
  const { name, type, ports } = sheet.deployment.external;
  sheet.drawing.rectangle(frame(sheet, rows.external), "service");
  label(sheet, rows.external.y + 20, "Service", [name, type]);
  drawPorts(sheet, rows.external.y + 10, ports);
}

function drawHeadlessService(sheet: Sheet): void {
  const { name, ports } = sheet.deployment.headless;
  sheet.drawing.rectangle(frame(sheet, rows.headless), "service");
  const [first = "", ...others] = name.split(/(?=-)/);
  label(sheet, rows.headless.y + 20, "Service", [first, others.join("")]);
  drawPorts(sheet, rows.headless.y + 10, ports);
  const middle = left + (sheet.ports.length * columnWidth - gap) / 2;
  const podBottom = rows.pod.y + rows.pod.height;
  sheet.drawing.arrow(line(middle, rows.headless.y, podBottom), "inside");
}

function drawPorts({ drawing, ports }: Sheet, y: number, shown: readonly Port[]): void {
  ports.forEach((port, index) => {
    if (!shown.includes(port)) return;
    drawing.rectangle(columns(index, 1, { y, height: 42 }), `${flowOf(port)}-port`);
    const number = `${port.number}/${port.protocol}`;
    drawing.lines([centre(index), y + 18], [number], { size: sizes.normal, bold: true });
    drawing.lines([centre(index), y + 34], [port.name], { size: sizes.small });
  });
}

// To the external Service, and on from there.
function drawWaysIn({ drawing, ports }: Sheet): void {
  const outside = rows.outside.y + rows.outside.height;
  const service = rows.external.y + 10;
  ports.forEach((port, index) => {
    const dashed = port.protocol === "UDP";
    drawing.arrow(line(centre(index), outside, service), flowOf(port), dashed);
    drawing.arrow(line(centre(index), service + 42, rows.listening.y), flowOf(port), dashed);
  });
}

// The front-end dials hypervisors from the pod itself: no Service lies on this way.
function drawWaysOut({ drawing, ports }: Sheet): void {
  const outside = rows.outside.y + rows.outside.height;
  const between = rows.listening.y + rows.listening.height;
  waysOut.forEach(([name], index) => {
    const box = placed(drawing, name);
    const x = box.x + box.width / 2;
    const turn = between + 18 + index * 16;
    const start = box.y < between ? box.y + box.height : box.y;
    const lane = centre(ports.length + index);
    const points: Point[] = [
      [x, start],
      [x, turn],
      [lane, turn],
      [lane, outside],
    ];
    drawing.arrow(points, "out");
  });
}

function drawLegend({ drawing }: Sheet): void {
  const y = rows.legend.y + 22;
  const entries = [
    ["client", false, "clients"],
    ["host", false, "hypervisors, TCP"],
    ["host", true, "hypervisors, UDP"],
    ["out", false, "from the front-end to hypervisors"],
    ["inside", false, "inside the cluster"],
  ] as const;
  let x = margin + 12;
  for (const [flow, dashed, text] of entries) {
    const stroke: Point[] = [
      [x, y - 4],
      [x + 34, y - 4],
    ];
    drawing.arrow(stroke, flow, dashed);
    drawing.lines([x + 42, y], [text], { size: sizes.small, align: "start" });
    x += 42 + text.length * 7 + 22;
  }
}

function placed(drawing: Drawing, name: string): Box {
  const box = drawing.placed.get(name);
  if (box === undefined) throw new Error(`The picture has no container "${name}".`);
  return box;
}

function line(x: number, from: number, to: number): Point[] {
  return [
    [x, from],
    [x, to],
  ];
}
