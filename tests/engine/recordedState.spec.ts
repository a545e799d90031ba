import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { Changes } from "../support/changes";
import { kubectl } from "../support/kubectl";
import { PlannedStack } from "../support/plannedStack";
import { withFakes } from "../support/recordedState";

// The state that the last release left behind, of the front-end that typical changes begin with. Before the first
// release it is that of the commit which recorded it. UPDATE_RECORDED_STATE=1 records it anew: when there is a release.
const file = join(__dirname, "..", "recorded-state.json");
const name = "recorded-test";
const kept = /^(replace|delete|create) (StatefulSet|PersistentVolumeClaim|Secret) /;

describe("the recorded state of the last release", function () {
  this.timeout(900_000);
  let stack: PlannedStack;

  before(async () => {
    if (process.env["UPDATE_RECORDED_STATE"] === "1") await record();
    stack = await PlannedStack.prepare(name);
  });

  after(() => stack.end());

  async function record(): Promise<void> {
    const deployed = await PlannedStack.deploy(name);
    writeFileSync(file, `${withFakes(await deployed.project.stack.exportStack())}\n`);
    await deployed.end();
  }

  it("keeps its StatefulSet, its claim and its Secrets under the new code", async () => {
    expect(existsSync(file)).to.equal(true);
    // Nothing of it is in the cluster: what a refresh would find isn't the question.
    await kubectl(["create", "namespace", name]);
    const project = join(stack.project.folder, "Pulumi.yaml");
    writeFileSync(project, readFileSync(project, "utf8").replace("  refresh: always\n", ""));
    const text = readFileSync(file, "utf8");
    // But for what the program itself looks up.
    const lookedUp = text.match(/(?<="recorded-test\/)[^"]*-result-[^"]+/g) ?? [];
    for (const map of new Set(lookedUp)) await kubectl(["create", "configmap", map, "-n", name]);
    await stack.project.stack.importStack(JSON.parse(text) as Deployment);
    const changes = new Changes();
    await stack.project.stack.preview({ onEvent: changes.onEvent });
    expect(changes.all.filter((change) => kept.test(change))).to.deep.equal([]);
  });
});
