import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../tests/support/projectFiles";
import { type Figure, figureOf, type Series } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { type Footprint, footprintOf } from "./process";
import { measureRounds } from "./rounds";

type Footprints = readonly Footprint[];
type Contestants = Readonly<
  Record<"sdks" | "imported" | "one" | "noted" | "ten" | "hundred", Footprints>
>;

const fleet = join(__dirname, "fleet");
const cli = join(projectFolder, "bin", "rehearse", "cli.js");

/**
 * The rehearsal as a whole process, beside a process that only loads the SDKs. As in daily use, it writes into the
 * folder of the last time, and finds the files of the warm-up there.
 */
export const rehearsalPart: Part = {
  name: "rehearsal",
  gap: () => Promise.resolve(undefined),
  measure,
};

async function measure({ runs = 9, say }: PartSettings): Promise<PartFindings> {
  const out = mkdtempSync(join(tmpdir(), "bench-"));
  const rehearse =
    (frontEnds: number, noteLength = 0) =>
    (): Promise<Footprint> => {
      say(`rehearses ${frontEnds}${noteLength === 0 ? "" : " with a long annotation"}`);
      return footprintOf([cli, "--cwd", fleet, "--out", join(out, `${frontEnds}-${noteLength}`)], {
        FRONT_ENDS: String(frontEnds),
        NOTE_LENGTH: String(noteLength),
      });
    };
  try {
    const contestants = {
      sdks: () => footprintOf([join(__dirname, "sdks.js")]),
      imported: () => footprintOf([join(__dirname, "package.js")]),
      one: rehearse(1),
      noted: rehearse(1, 65536),
      ten: rehearse(10),
      hundred: rehearse(100),
    };
    const measured = await measureRounds(contestants, { runs, warmups: 1 });
    return {
      figures: [...times(measured), ...processorTimes(measured), ...peaks(measured)],
      tools: {},
    };
  } finally {
    rmSync(out, { recursive: true });
    rmSync(join(fleet, ".opennebula-kubernetes"), { recursive: true, force: true });
  }
}

const bare = "import of the SDKs";
const seconds = (footprints: Footprints): number[] => footprints.map((each) => each.seconds);
const cpuSeconds = (footprints: Footprints): number[] => footprints.map((each) => each.cpuSeconds);
const megabytes = (footprints: Footprints): number[] =>
  footprints.map((each) => each.peakMegabytes);

function times({ sdks, imported, one, noted, ten, hundred }: Contestants): Figure[] {
  const name = (count: number): string => `${count} front-end${count === 1 ? "" : "s"}, time`;
  const first: Series = { name: "1 front-end", values: seconds(one) };
  return [
    figureOf(
      "s",
      { name: "import of the package, time", values: seconds(imported) },
      { name: bare, values: seconds(sdks) },
      { measure: "ratio", limit: 1.1 },
    ),
    figureOf(
      "s",
      { name: name(1), values: seconds(one) },
      { name: bare, values: seconds(sdks) },
      { measure: "ratio", limit: 1.5 },
    ),
    figureOf(
      "s",
      { name: "1 front-end, with 64 kB in an annotation", values: seconds(noted) },
      first,
      {
        measure: "ratio",
        limit: 1.2,
      },
    ),
    figureOf("s", { name: name(10), values: seconds(ten) }, first),
    figureOf("s", { name: name(100), values: seconds(hundred) }, first, {
      measure: "ratio",
      limit: 6,
    }),
  ];
}

// Beside the time, because other processes don't change it much.
function processorTimes({ sdks, one, hundred }: Contestants): Figure[] {
  const name = "1 front-end, processor time";
  return [
    figureOf("s", { name, values: cpuSeconds(one) }, { name: bare, values: cpuSeconds(sdks) }),
    figureOf(
      "s",
      { name: "100 front-ends, processor time", values: cpuSeconds(hundred) },
      { name: "1 front-end", values: cpuSeconds(one) },
    ),
  ];
}

function peaks({ sdks, one, ten, hundred }: Contestants): Figure[] {
  const first: Series = { name: "1 front-end", values: megabytes(one) };
  return [
    figureOf(
      "MB",
      { name: "1 front-end, peak memory", values: megabytes(one) },
      { name: bare, values: megabytes(sdks) },
    ),
    figureOf("MB", { name: "10 front-ends, peak memory", values: megabytes(ten) }, first),
    figureOf("MB", { name: "100 front-ends, peak memory", values: megabytes(hundred) }, first),
  ];
}
