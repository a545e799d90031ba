import { join } from "node:path";
import { expect } from "chai";
import { projectFolder } from "../support/projectFiles";
import { ownProgram, rehearsed, type RehearsedStack } from "../support/rehearsed";

async function objectsOf(stack: RehearsedStack): Promise<string[]> {
  const manifests = await rehearsed(stack);
  return manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

// What is in the objects is nobody's concern here: each change of a spec would have to be made twice.
describe("the program by hand that the bench compares with", () => {
  it("deploys the objects that the component deploys, but for the Job that says why a pod doesn't start", async () => {
    const folder = join(projectFolder, "bench", "handwritten");
    const own = { title: "own", folder: projectFolder, stack: "dev", program: ownProgram };
    const byHand = await objectsOf({ title: "by hand", folder, stack: "dev" });
    const all = await objectsOf(own);
    expect(byHand).to.deep.equal(all.filter((object) => !/-start(-[0-9a-f]+)?$/.test(object)));
  });
});
