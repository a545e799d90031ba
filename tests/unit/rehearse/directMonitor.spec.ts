import { createRequire } from "node:module";
import { join } from "node:path";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  ReadResourceRequest,
  type ReadResourceResponse,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  type RegisterResourceResponse,
  SupportsFeatureRequest,
  type SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { answerTo as answer } from "../../../rehearse/call";
import type { Heard, Told } from "../../../rehearse/channel";
import { directMonitor } from "../../../rehearse/directMonitor";
import { fromStruct, toStruct } from "../../../rehearse/struct";
import { projectFolder } from "../../support/projectFiles";

describe("the monitor that a program in JavaScript gets", () => {
  const load = createRequire(join(projectFolder, "node_modules", "@pulumi", "pulumi", "index.js"));
  let told: Told[];
  let heard: Heard;
  let monitor: ResourceMonitorClient;

  beforeEach(() => {
    told = [];
    heard = {};
    // Nobody serves there.
    monitor = directMonitor(load, "127.0.0.1:1", (one) => {
      told.push(one);
      return Promise.resolve(heard);
    });
  });
  afterEach(() => {
    monitor.close();
  });

  const register = (message: RegisterResourceRequest): Promise<RegisterResourceResponse> =>
    answer((done) => monitor.registerResource(message, done));

  it("tells of resources, and makes their state of what was given and what it hears", async () => {
    const message = new RegisterResourceRequest().setType("a:b:C").setName("c").setCustom(true);
    message.setObject(toStruct({ same: [1], other: "x", gone: true }));
    heard = { urn: "urn:c", id: "7", changed: { other: "y", more: { d: null } }, gone: ["gone"] };
    const found = await register(message);
    expect([found.getUrn(), found.getId()]).to.deep.equal(["urn:c", "7"]);
    expect(fromStruct(found.getObject())).to.deep.equal({
      same: [1],
      other: "y",
      more: { d: null },
    });
    const [first] = told;
    expect(first)
      .to.have.nested.property("request.inputs")
      .that.deep.equals({
        same: [1],
        other: "x",
        gone: true,
      });
  });

  it("tells of what is looked up, and of outputs", async () => {
    heard = { urn: "urn:r", changed: { found: true } };
    const read = new ReadResourceRequest().setType("a:b:C").setName("r").setId("there");
    const found = await answer<ReadResourceResponse>((done) => monitor.readResource(read, done));
    expect(fromStruct(found.getProperties())).to.deep.equal({ found: true });
    const outputs = new RegisterResourceOutputsRequest().setUrn("urn:r");
    await answer((done) =>
      monitor.registerResourceOutputs(outputs.setOutputs(toStruct({ a: "b" })), done),
    );
    expect(told).to.deep.equal([
      { kind: "read", asked: { type: "a:b:C", name: "r", parent: "", inputs: {} }, id: "there" },
      { kind: "outputs", urn: "urn:r", outputs: { a: "b" } },
    ]);
  });

  it("says what it takes, without a question to anybody", async () => {
    const takes = async (id: string): Promise<boolean> => {
      const asked = new SupportsFeatureRequest().setId(id);
      const found = await answer<SupportsFeatureResponse>((done) =>
        monitor.supportsFeature(asked, done),
      );
      return found.getHassupport();
    };
    expect([await takes("replaceWith"), await takes("magic")]).to.deep.equal([true, false]);
    expect(told).to.deep.equal([]);
  });

  it("refuses what the other side refuses", async () => {
    heard = { error: "no such luck" };
    const error: unknown = await register(new RegisterResourceRequest()).catch(
      (one: unknown) => one,
    );
    expect(error).to.have.property("message", "no such luck");
  });

  it("dials for a component that has to be constructed", async () => {
    const remote = new RegisterResourceRequest().setRemote(true);
    const error: unknown = await register(remote).catch((reason: unknown) => reason);
    expect(String(error)).to.contain("127.0.0.1:1");
    expect(told).to.deep.equal([]);
  });
});
