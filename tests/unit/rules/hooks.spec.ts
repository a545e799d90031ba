import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { beforeUpdate, onFailure } from "../../../components/rules/hooks";

describe("hooks", () => {
  it("are left out where there is no engine, so that users can test their programs on mocks", () => {
    expect(pulumi.runtime.hasEngine()).to.equal(false);
    expect(beforeUpdate("look", () => undefined)).to.deep.equal({});
    expect(onFailure("tell", () => undefined)).to.deep.equal({});
  });
});
