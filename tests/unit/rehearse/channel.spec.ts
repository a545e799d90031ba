import { expect } from "chai";
import { heardOf } from "../../../rehearse/channel";
import { Monitor } from "../../../rehearse/monitor";
import type { Request } from "../../../rehearse/resource";

describe("what a program hears of what it tells", () => {
  const settings = { project: "p", stack: "s", withSecrets: false, config: {} };
  const request: Request = {
    type: "kubernetes:core/v1:ConfigMap",
    name: "one",
    parent: "",
    provider: "",
    custom: true,
    inputs: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "one" }, data: { a: "b" } },
    sources: {},
    secretOutputs: [],
    aliases: [],
  };
  let monitor: Monitor;

  beforeEach(() => {
    monitor = new Monitor(settings);
  });

  it("is the state of a resource, as far as that isn't what it gave", async () => {
    expect(await heardOf(monitor, { kind: "resource", request })).to.deep.equal({
      urn: "urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::one",
      id: "default/one",
      changed: { metadata: { name: "one", namespace: "default" } },
      gone: [],
    });
  });

  it("is what a transform has taken away, too", async () => {
    monitor.registerTransform((given) => {
      const { data: _, ...inputs } = given.inputs;
      return Promise.resolve({ ...given, inputs });
    });
    const { gone } = await heardOf(monitor, { kind: "resource", request });
    expect(gone).to.deep.equal(["data"]);
  });

  it("is what exists already", async () => {
    const asked = { type: "kubernetes:core/v1:Secret", name: "x", parent: "", inputs: {} };
    const { id, changed } = await heardOf(monitor, { kind: "read", asked, id: "there/secret" });
    expect(id).to.equal("there/secret");
    expect(changed).to.deep.equal({ metadata: { name: "secret", namespace: "there" } });
  });

  it("is nothing more of outputs, warnings and errors", async () => {
    const stack = { ...request, type: "pulumi:pulumi:Stack", custom: false, inputs: {} };
    const { urn = "" } = await heardOf(monitor, { kind: "resource", request: stack });
    expect(await heardOf(monitor, { kind: "outputs", urn, outputs: { a: "b" } })).to.deep.equal({});
    await heardOf(monitor, { kind: "warnings", text: "careful" });
    await heardOf(monitor, { kind: "errors", text: "no such luck" });
    expect(monitor.stackOutputs).to.deep.equal({ a: "b" });
    expect([monitor.warnings, monitor.errors]).to.deep.equal([["careful"], ["no such luck"]]);
  });

  it("is why a transform refuses a resource", async () => {
    monitor.registerTransform(() => Promise.reject(new Error("no such luck")));
    const heard = await heardOf(monitor, { kind: "resource", request });
    expect(heard).to.deep.equal({ error: "no such luck" });
  });
});
