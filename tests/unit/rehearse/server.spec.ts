import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { LoaderClient } from "@pulumi/pulumi/proto/codegen/loader_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/codegen/loader_pb";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceRequest,
  LogRequest,
  LogSeverity,
  SetRootResourceRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { packageName } from "../../../components/package";
import { answerTo as answer } from "../../../rehearse/call";
import { type Endpoint, listen } from "../../../rehearse/endpoint";
import { Monitor } from "../../../rehearse/monitor";
import { serve } from "../../../rehearse/server";
import { fromStruct, toStruct } from "../../../rehearse/struct";
import { projectFolder } from "../../support/projectFiles";

describe("the served protocol", () => {
  const site = { project: "p", stack: "s", folder: ".", config: {}, secretKeys: [] };
  let monitor: Monitor;
  let endpoint: Endpoint;
  let service: { close(): void };
  let client: ResourceMonitorClient;
  let engine: EngineClient;

  beforeEach(async () => {
    monitor = new Monitor({ project: "p", stack: "s", withSecrets: false, config: {} });
    endpoint = await listen();
    service = serve(monitor, site, endpoint);
    client = new ResourceMonitorClient(endpoint.address, credentials.createInsecure());
    engine = new EngineClient(endpoint.address, credentials.createInsecure());
  });
  afterEach(() => {
    for (const each of [client, engine, service, endpoint]) each.close();
  });

  it("registers resources, and answers with what a deployment gives them", async () => {
    const message = new RegisterResourceRequest()
      .setType("pulumi:pulumi:Stack")
      .setName("p-s")
      .setObject(toStruct({ a: [1, "b", null] }));
    const found = await answer<{ getUrn(): string }>((done) =>
      client.registerResource(message, done),
    );
    expect(found.getUrn()).to.equal("urn:pulumi:s::p::pulumi:pulumi:Stack::p-s");
    const outputs = new RegisterResourceOutputsRequest().setUrn(found.getUrn());
    await answer((done) =>
      client.registerResourceOutputs(outputs.setOutputs(toStruct({ c: "d" })), done),
    );
    expect(monitor.stackOutputs).to.deep.equal({ c: "d" });
    expect(monitor.registrations.get(found.getUrn())?.inputs).to.deep.equal({ a: [1, "b", null] });
  });

  it("looks up what exists, and calls functions", async () => {
    const read = new ReadResourceRequest()
      .setType("kubernetes:core/v1:Secret")
      .setName("x")
      .setId("there/secret");
    const found = await answer<{ getProperties(): Parameters<typeof fromStruct>[0] }>((done) =>
      client.readResource(read, done),
    );
    expect(fromStruct(found.getProperties())).to.deep.equal({
      metadata: { name: "secret", namespace: "there" },
    });
    const invoke = new ResourceInvokeRequest()
      .setTok("kubernetes:yaml:decode")
      .setArgs(toStruct({ text: "- 1" }));
    const decoded = await answer<{ getReturn(): Parameters<typeof fromStruct>[0] }>((done) =>
      client.invoke(invoke, done),
    );
    expect(fromStruct(decoded.getReturn())).to.deep.equal({ result: [[1]] });
  });

  it("takes warnings and errors, and leaves out what is for debugging", async () => {
    for (const severity of [LogSeverity.DEBUG, LogSeverity.WARNING, LogSeverity.ERROR]) {
      const message = new LogRequest().setSeverity(severity).setMessage(String(severity));
      await answer((done) => engine.log(message, done));
    }
    expect(monitor.warnings).to.deep.equal([String(LogSeverity.WARNING)]);
    expect(monitor.errors).to.deep.equal([String(LogSeverity.ERROR)]);
  });

  it("keeps the stack's URN for programs that ask for it", async () => {
    await answer((done) => engine.setRootResource(new SetRootResourceRequest().setUrn("u"), done));
    const found = await answer<{ getUrn(): string }>((done) =>
      engine.getRootResource(new GetRootResourceRequest(), done),
    );
    expect(found.getUrn()).to.equal("u");
  });

  it("gives language hosts the schema of this package, and names the plugin that has another", async () => {
    const loader = new LoaderClient(endpoint.address, credentials.createInsecure());
    const schemaOf = (name: string): Promise<GetSchemaResponse> =>
      answer((done) => loader.getSchema(new GetSchemaRequest().setPackage(name), done));
    const found = Buffer.from((await schemaOf(packageName)).getSchema_asU8());
    expect(found.equals(readFileSync(join(projectFolder, "schema.json")))).to.equal(true);
    const error: unknown = await schemaOf("unheard-of").catch((reason: unknown) => reason);
    loader.close();
    expect(String(error)).to.contain('install that ("pulumi plugin install resource unheard-of").');
    expect(monitor.errors).to.have.length(1);
  });

  it("says which features there are", async () => {
    const has = async (id: string): Promise<boolean> => {
      const asked = new SupportsFeatureRequest().setId(id);
      const found = await answer<{ getHassupport(): boolean }>((done) =>
        client.supportsFeature(asked, done),
      );
      return found.getHassupport();
    };
    expect(
      await Promise.all([has("secrets"), has("transforms"), has("time-travel")]),
    ).to.deep.equal([true, true, false]);
  });
});
