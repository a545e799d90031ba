import { oneadminId } from "../../components/pod/container";
import { roles } from "../../components/roles/table";
import type { Container, Volume } from "./deployment";
import { type Box, wrapped } from "./drawing";
import { columns, columnWidth, frame, gap, label, left, rows, type Sheet, sizes } from "./layout";

/** What runs in a container, in a word or two. */
const captions: ReadonlyMap<string, string> = new Map([
  ["prepare", "volumes and settings"],
  ["metrics", "answers Prometheus"],
  ...roles.map(({ name, caption }): [string, string] => [name, caption]),
]);

const kinds: Readonly<Record<Container["kind"], string>> = {
  init: "init container",
  sidecar: "sidecar",
  main: "",
};

/** Draws the pod with its containers, and its volumes below. */
export function drawPod(sheet: Sheet): void {
  const { containers, name } = sheet.deployment;
  sheet.drawing.rectangle(frame(sheet, rows.pod), "pod");
  label(sheet, rows.pod.y + 24, "Pod", [`${name}-0`, "", "StatefulSet,", "one image"]);
  const rules = ["Every container:", `user ${oneadminId},`, "read-only root,", "no capability,"];
  label(sheet, rows.silent.y - 14, "", [...rules, "Pod Security", '"restricted"']);
  for (const container of containers.filter(({ ports }) => ports.length > 0)) {
    const first = sheet.ports.findIndex((port) => container.ports.includes(port));
    drawContainer(sheet, container, columns(first, container.ports.length, rows.listening));
  }
  const silent = containers.filter(({ ports }) => ports.length === 0);
  silent.forEach((container, index) => {
    drawContainer(sheet, container, share(sheet, rows.silent, index, silent.length));
  });
  drawVolumes(sheet);
}

function drawContainer({ drawing }: Sheet, { name, kind }: Container, box: Box): void {
  const width = box.width - 4;
  const centre = box.x + box.width / 2;
  drawing.place(name, box, kind);
  drawing.lines([centre, box.y + 22], [name], { size: sizes.normal, bold: true });
  const caption = captions.get(name) ?? "";
  drawing.lines([centre, box.y + 40], wrapped(caption, width, sizes.small), { size: sizes.small });
  const bottom = box.y + box.height - 9;
  drawing.lines([centre, bottom], [kinds[kind]], { size: sizes.small, muted: true });
}

function drawVolumes(sheet: Sheet): void {
  const { claim, volumes } = sheet.deployment;
  const of = (kind: Volume["kind"]): Volume[] => volumes.filter((volume) => volume.kind === kind);
  label(sheet, rows.volumes.y + 22, "Volumes", []);
  const data = of("claim").flatMap(({ paths }) => paths);
  const homes = data.filter((path) => path.startsWith("/var/"));
  drawVolume(sheet, 0, 3, "claim", `PersistentVolumeClaim ${claim}`, [
    "database, images, keys, logs",
    ...homes,
  ]);
  const secrets = of("secret").map(({ name }) => name);
  drawVolume(sheet, 3, 3, "secret", "Secrets", [
    secrets.join(", "),
    "read at each start of the pod",
  ]);
  const scratch = of("scratch").flatMap(({ paths }) => paths);
  drawVolume(sheet, 6, 4, "scratch", "emptyDir, filled at each start", inPairs(scratch));
}

function drawVolume(
  sheet: Sheet,
  from: number,
  count: number,
  kind: Volume["kind"],
  title: string,
  lines: readonly string[],
): void {
  const box = columns(from, count, rows.volumes);
  const middle = box.x + box.width / 2;
  sheet.drawing.rectangle(box, kind);
  const heading = wrapped(title, box.width - 8, sizes.normal, true);
  sheet.drawing.lines([middle, box.y + 22], heading, { size: sizes.normal, bold: true });
  sheet.drawing.lines([middle, box.y + 24 + heading.length * 18], lines, { size: sizes.small });
}

function inPairs(texts: readonly string[]): string[] {
  return texts.flatMap((text, index) =>
    index % 2 === 0 ? [[text, ...texts.slice(index + 1, index + 2)].join(", ")] : [],
  );
}

function share(
  sheet: Sheet,
  row: { y: number; height: number },
  index: number,
  count: number,
): Box {
  const width = (sheet.ports.length * columnWidth) / count;
  return { ...row, x: left + index * width, width: width - gap };
}
