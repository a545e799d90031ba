import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputOf } from "../tests/support/command";
import { engineGap } from "../tests/support/needs";
import { EngineProject, engineEnvironment } from "../tests/support/project";
import { projectFolder } from "../tests/support/projectFiles";
import { figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { measureRounds, secondsOf } from "./rounds";

const stack = "bench";

/** A preview of this project's stack, beside one of a program that does without the component. */
export const previewPart: Part = { name: "preview", gap: engineGap, measure };

async function measure({ runs = 9, say }: PartSettings): Promise<PartFindings> {
  const component = await EngineProject.create(stack);
  const handwritten = mkdtempSync(join(tmpdir(), "bench-"));
  const previewed = (folder: string, what: string) => (): Promise<number> => {
    say(`previews ${what}`);
    return secondsOf(() => pulumi(folder, "preview", "--non-interactive"));
  };
  try {
    await component.configure({ "image.build.registry": "localhost:5000" });
    await setUp(handwritten);
    const { ours, theirs } = await measureRounds(
      {
        ours: previewed(component.folder, "the component"),
        theirs: previewed(handwritten, "the program by hand"),
      },
      { runs, warmups: 1 },
    );
    const figure = figureOf(
      "s",
      { name: "preview of 1 front-end", values: ours },
      { name: "the same resources written out by hand", values: theirs },
      { measure: "ratio", limit: 1.1 },
    );
    return { figures: [figure], tools: { pulumi: (await pulumi(handwritten, "version")).trim() } };
  } finally {
    component.remove();
    rmSync(handwritten, { recursive: true });
  }
}

/** The program by hand as a project of its own, with a copy of the same build context. */
async function setUp(folder: string): Promise<void> {
  cpSync(join(__dirname, "handwritten"), folder, { recursive: true });
  cpSync(join(folder, "Pulumi.dev.yaml"), join(folder, `Pulumi.${stack}.yaml`));
  cpSync(join(projectFolder, "docker"), join(folder, "docker"), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  await pulumi(folder, "stack", "init", stack);
}

function pulumi(folder: string, command: string, ...options: string[]): Promise<string> {
  const env = { ...process.env, ...engineEnvironment(folder) };
  const args = command === "preview" ? ["--stack", stack, ...options] : options;
  return outputOf("pulumi", [command, ...args], { cwd: folder, env, seconds: 300 });
}
