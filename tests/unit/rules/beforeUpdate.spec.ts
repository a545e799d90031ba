import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { beforeUpdate } from "../../../components/rules/beforeUpdate";

describe("a look before an update", () => {
  it("is left out where there is no engine, so that users can test their programs on mocks", () => {
    expect(pulumi.runtime.hasEngine()).to.equal(false);
    expect(beforeUpdate("look", () => undefined)).to.deep.equal({});
  });
});
