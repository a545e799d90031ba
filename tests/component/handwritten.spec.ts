import { expect } from "chai";
import { join } from "node:path";
import { projectFolder } from "../support/project-files";
import { type Manifest, ownProgram, rehearsed } from "../support/rehearsed";

// A tag that is a hash of the build, and a list without entries, are things that nobody writes by hand.
function comparable(manifests: readonly Manifest[]): unknown {
  const text = JSON.stringify(manifests);
  return JSON.parse(
    text.replace(/:7\.4\.0-[0-9a-f]{12}"/g, ':7.4.0"').replace('"hostAliases":[],', ""),
  );
}

describe("the program by hand that the bench compares with", () => {
  it("deploys what the component deploys", async () => {
    const folder = join(projectFolder, "bench", "handwritten");
    const own = { title: "own", folder: projectFolder, stack: "dev", program: ownProgram };
    const component = await rehearsed(own);
    const handwritten = await rehearsed({ title: "by hand", folder, stack: "dev" });
    expect(comparable(handwritten)).to.deep.equal(comparable(component));
  });
});
