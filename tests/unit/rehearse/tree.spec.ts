import { expect } from "chai";
import type { Rehearsal } from "../../../rehearse/rehearsal";
import type { Registration } from "../../../rehearse/resource";
import { resourceTree, treeLines } from "../../../rehearse/tree";

const none = { provider: "", custom: true, sources: {}, secretOutputs: [], aliases: [] };

function registered(urn: string, parent: string, type: string, existing = false): Registration {
  return { ...none, urn, name: urn, parent, type, existing, inputs: {}, state: {} };
}

function rehearsal(...resources: Registration[]): Rehearsal {
  const empty = { images: [], files: [], outputs: {}, warnings: [], placeholders: [] };
  return { project: "p", projectFolder: ".", stack: "s", defaultProvider: {}, ...empty, resources };
}

describe("the tree of resources", () => {
  it("has each below its parent, and those without children first", () => {
    const tree = resourceTree(
      rehearsal(
        registered("stack", "", "pulumi:pulumi:Stack"),
        registered("front", "stack", "a:index:Front"),
        registered("bucket", "stack", "cloud:index:Bucket"),
        registered("found", "front", "kubernetes:core/v1:Secret", true),
      ),
    );
    expect(treeLines(tree)).to.deep.equal([
      "  Stack stack",
      "  ├─ Bucket bucket",
      "  └─ Front front",
      "     └─ Secret found (exists already)",
    ]);
  });

  it("is the same whatever the order of registration", () => {
    const [a, b] = [registered("a", "", "x:y:Z"), registered("b", "", "x:y:Z")];
    expect(resourceTree(rehearsal(a, b))).to.deep.equal(resourceTree(rehearsal(b, a)));
  });
});
