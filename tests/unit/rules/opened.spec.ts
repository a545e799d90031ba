import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { memberAt } from "../../../components/rules/memberAt";
import { opened } from "../../../components/rules/opened";

describe("what the engine says of a resource", () => {
  it("is plain where a property has a secret in it", async () => {
    const restore = pulumi.secret({ force: true, password: "p" });
    const { restore: plain, version } = await opened({ restore, version: "7.2.0" });
    expect(plain).to.deep.equal({ force: true, password: "p" });
    expect(version).to.equal("7.2.0");
  });

  it("stays an Output where something is known later", async () => {
    const endpoint = pulumi.output(new Promise<string>(() => undefined));
    const inputs = await opened({ restore: pulumi.secret({ endpoint, force: true }) });
    expect(pulumi.Output.isInstance(inputs["restore"])).to.equal(true);
    expect(memberAt(inputs, ["restore", "force"])).to.equal(inputs["restore"]);
  });

  it("is empty for a resource that is new", async () => {
    expect(await opened(undefined)).to.deep.equal({});
  });
});
