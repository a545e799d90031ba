import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { Value } from "google-protobuf/google/protobuf/struct_pb";
import { inheriting, lifecycleOf } from "../../../rehearse/lifecycle";

const nothing = { ignored: [], replacing: [], replacedWith: [], deletedWith: "" };
const undecided = {
  trigger: undefined,
  deletedFirst: undefined,
  isProtected: undefined,
  isRetained: undefined,
};

describe("what a program says about a resource's replacement and deletion", () => {
  it("is nothing where it says nothing", () => {
    const found = lifecycleOf(new RegisterResourceRequest());
    expect(found).to.deep.equal({ ...nothing, ...undecided });
  });

  it("is read from its message", () => {
    const message = new RegisterResourceRequest()
      .setIgnorechangesList(["a"])
      .setReplaceonchangesList(["b.*"])
      .setReplacementTrigger(Value.fromJavaScript({ c: [1] }))
      .setReplaceWithList(["urn:d"])
      .setDeletedwith("urn:e")
      .setDeletebeforereplacedefined(true)
      .setProtect(false)
      .setRetainondelete(true);
    expect(lifecycleOf(message)).to.deep.equal({
      ...{ ignored: ["a"], replacing: ["b.*"], trigger: { c: [1] }, replacedWith: ["urn:d"] },
      ...{ deletedWith: "urn:e", deletedFirst: false, isProtected: false, isRetained: true },
    });
  });

  it("is the parent's where it says nothing itself", () => {
    const inherited = { isProtected: true, isRetained: true, deletedWith: "urn:e" };
    const found = inheriting({ isRetained: false }, { ...inherited, ignored: ["a"] });
    expect(found).to.deep.equal({ ...inherited, isRetained: false });
  });
});
