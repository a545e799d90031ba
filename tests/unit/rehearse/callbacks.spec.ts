import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { CallbacksService } from "@pulumi/pulumi/proto/callback_grpc_pb";
import {
  Callback,
  type CallbackInvokeRequest,
  CallbackInvokeResponse,
} from "@pulumi/pulumi/proto/callback_pb";
import { TransformRequest, TransformResponse } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { Callbacks } from "../../../rehearse/callbacks";
import type { Request } from "../../../rehearse/resource";
import { toStruct } from "../../../rehearse/struct";

type Call = ServerUnaryCall<CallbackInvokeRequest, CallbackInvokeResponse>;

describe("a transform that the program runs", () => {
  const server = new Server();
  const callbacks = new Callbacks();
  let target = "";

  /** Plays the program: adds an input and an output that is secret, and fails for the token "bad". */
  function invoke({ request }: Call, answer: sendUnaryData<CallbackInvokeResponse>): void {
    if (request.getToken() === "bad") {
      answer({ code: status.UNKNOWN, details: "no such luck" });
      return;
    }
    const asked = TransformRequest.deserializeBinary(request.getRequest_asU8());
    const given = asked.getProperties()?.toJavaScript() ?? {};
    const options = asked.getOptions();
    options?.addAdditionalSecretOutputs("key");
    const response = new TransformResponse()
      .setProperties(toStruct({ ...given, added: asked.getName() }))
      .setOptions(options);
    answer(null, new CallbackInvokeResponse().setResponse(response.serializeBinary()));
  }

  before(async () => {
    server.addService(CallbacksService, { invoke });
    const port = await new Promise<number>((resolve) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_, bound) => {
        resolve(bound);
      });
    });
    target = `127.0.0.1:${port}`;
  });
  after(() => {
    callbacks.close();
    server.forceShutdown();
  });

  const request: Request = {
    ...{ type: "a:b:C", name: "one", parent: "p", provider: "q", custom: true, sources: {} },
    ...{ inputs: { given: true }, secretOutputs: [] },
    lifecycle: {
      ...{ ignored: ["a"], replacing: ["b.*"], trigger: { c: [1] }, replacedWith: ["urn:d"] },
      ...{ deletedWith: "urn:e", deletedFirst: false, isProtected: true, isRetained: false },
    },
    aliases: [{ urn: "u" }, { name: "old", type: "" }, { name: "", type: "t", parent: "" }],
  };

  it("changes inputs and options, and leaves the rest", async () => {
    const transform = callbacks.transform(new Callback().setTarget(target).setToken("good"));
    expect(await transform(request)).to.deep.equal({
      ...request,
      inputs: { given: true, added: "one" },
      secretOutputs: ["key"],
    });
  });

  it("fails with the program's own words", async () => {
    const transform = callbacks.transform(new Callback().setTarget(target).setToken("bad"));
    const error: unknown = await transform(request).catch((reason: unknown) => reason);
    expect(String(error)).to.equal("Failure: no such luck");
  });
});
