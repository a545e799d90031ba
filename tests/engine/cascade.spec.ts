import * as automation from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { cascadeNamespace, cascadingProgram, cascadingSteps } from "../support/cascade";
import { Changes } from "../support/changes";
import { DiffProject } from "../support/diffProject";
import { kubectl } from "../support/kubectl";
import { engineEnvironment, useInstalledEngine } from "../support/project";

describe("what Pulumi's engine replaces together with a Secret", () => {
  let project: DiffProject;
  let stack: automation.Stack;

  before(async () => {
    useInstalledEngine();
    project = new DiffProject();
    project.write("index.js", cascadingProgram);
    const place = { stackName: "dev", workDir: project.folder };
    stack = await automation.LocalWorkspace.createOrSelectStack(place, {
      envVars: engineEnvironment(project.folder),
    });
    project.stack({ text: "a" });
    await stack.up();
    project.stack({ text: "bc" });
  });

  after(async () => {
    await stack.destroy();
    await kubectl(["delete", "namespace", cascadeNamespace, "--wait=false", "--ignore-not-found"]);
    project.remove();
  });

  it("is what the plan in words names", async () => {
    const said = new Changes();
    await stack.preview({ onEvent: said.onEvent });
    expect(said.all).to.deep.equal(cascadingSteps);
  });
});
