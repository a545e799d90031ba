import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiffProject } from "../tests/support/diffProject";
import { projectFolder } from "../tests/support/projectFiles";
import { figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { footprintOf } from "./process";
import { measureRounds } from "./rounds";

const command = (name: string): string => join(projectFolder, "bin", name, "cli.js");

/** The plan of a change, which rehearses two sides, beside one rehearsal of the same project. */
export const diffPart: Part = { name: "diff", gap: () => Promise.resolve(undefined), measure };

async function measure({ runs = 9, say }: PartSettings): Promise<PartFindings> {
  const out = mkdtempSync(join(tmpdir(), "bench-"));
  const project = changedProject();
  const cwd = ["--cwd", project.folder];
  try {
    const contestants = {
      rehearsal: () => {
        say("rehearses a front-end");
        return footprintOf([command("rehearse"), ...cwd, "--out", out]);
      },
      diff: () => {
        say("compares two sides of it");
        return footprintOf([command("diff"), ...cwd, "--base", "HEAD~1", "--fail-on", "never"]);
      },
    };
    const { rehearsal, diff } = await measureRounds(contestants, { runs, warmups: 1 });
    const seconds = (footprints: typeof diff): number[] => footprints.map((one) => one.seconds);
    const figure = figureOf(
      "s",
      { name: "diff of 1 front-end, time", values: seconds(diff) },
      { name: "rehearsal of it", values: seconds(rehearsal) },
      { measure: "ratio", limit: 2.5 },
    );
    return { figures: [figure], tools: {} };
  } finally {
    project.remove();
    rmSync(out, { recursive: true });
  }
}

function changedProject(): DiffProject {
  const project = new DiffProject();
  const args = { version: "7.4.0", image: { reference: "registry.example.net/opennebula:7.4.0" } };
  project.stack(args);
  project.commit();
  project.stack({ ...args, hostname: "one.example.net" });
  project.commit();
  return project;
}
