import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as automation from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { Changes } from "../support/changes";
import { DiffProject } from "../support/diffProject";
import { lifecycleProgram, lifecycleSteps, movedSteps } from "../support/lifecycle";
import { engineEnvironment, useInstalledEngine } from "../support/project";

describe("what Pulumi's engine replaces at the program's word", () => {
  let project: DiffProject;
  let stack: automation.Stack;

  function declare(text: string, place: string): void {
    const folder = join(project.folder, place);
    mkdirSync(folder, { recursive: true });
    project.stack({ text, folder });
  }

  before(async () => {
    useInstalledEngine();
    project = new DiffProject();
    project.write("index.js", lifecycleProgram);
    const place = { stackName: "dev", workDir: project.folder };
    stack = await automation.LocalWorkspace.createOrSelectStack(place, {
      envVars: engineEnvironment(project.folder),
    });
    declare("a", "files");
    await stack.up();
  });

  after(() => {
    project.remove();
  });

  for (const [title, text, place, steps] of [
    ["is what the plan in words names", "b", "files", lifecycleSteps],
    ["is all that a provider manages which leads elsewhere", "a", "others", movedSteps],
  ] as const) {
    it(title, async () => {
      declare(text, place);
      const said = new Changes();
      await stack.preview({ onEvent: said.onEvent });
      const expected = steps.map((step) => step.replace(" Provider ", " kubernetes "));
      expect(said.all).to.have.members(expected);
    });
  }
});
