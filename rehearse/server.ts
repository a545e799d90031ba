import { type handleUnaryCall, Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { LoaderService } from "@pulumi/pulumi/proto/codegen/loader_grpc_pb";
import type { GetSchemaRequest } from "@pulumi/pulumi/proto/codegen/loader_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  RequirePulumiVersionResponse,
  type SetRootResourceRequest,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  ReadResourceResponse,
  RegisterPackageResponse,
  RegisterResourceResponse,
  SupportsFeatureResponse,
  type ReadResourceRequest,
  type RegisterPackageRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceCallRequest,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Callbacks } from "./callbacks";
import type { Endpoint } from "./endpoint";
import { errorText } from "./failure";
import { features } from "./features";
import type { Monitor } from "./monitor";
import { Plugin, type Site } from "./plugin";
import { askedOf, requestOf } from "./request";
import { schemaOf } from "./schemas";
import { fromStruct, toStruct } from "./struct";

// The first releases that are supported answer with a provider's message.
const InvokeAnswer =
  "ResourceInvokeResponse" in resource ? resource.ResourceInvokeResponse : InvokeResponse;

/** Serves the protocol between programs, in whatever language, and Pulumi's engine, with the monitor behind it. */
export function serve(monitor: Monitor, site: Site, endpoint: Endpoint): { close(): void } {
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  const callbacks = new Callbacks();
  const plugin = new Plugin(site, endpoint.address);
  server.addService(EngineService, engine(monitor));
  server.addService(LoaderService, {
    getSchema: unary((message: GetSchemaRequest) =>
      monitor.blamed(schemaOf(message, endpoint.address)),
    ),
  });
  server.addService(ResourceMonitorService, {
    ...lookups(monitor),
    ...registrations(monitor, plugin, callbacks),
  });
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  endpoint.serve((socket) => {
    injector.injectConnection(socket);
  });
  const close = (): void => {
    plugin.stop();
    callbacks.close();
    server.forceShutdown();
  };
  return { close };
}

function engine(monitor: Monitor) {
  let root = "";
  return {
    log: unary((message: LogRequest) => {
      const severity = message.getSeverity();
      if (severity === LogSeverity.WARNING) monitor.warnings.push(message.getMessage());
      if (severity === LogSeverity.ERROR) monitor.errors.push(message.getMessage());
      return new Empty();
    }),
    getRootResource: unary(() => new GetRootResourceResponse().setUrn(root)),
    setRootResource: unary((message: SetRootResourceRequest) => {
      root = message.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: unary(() => new Empty()),
    requirePulumiVersion: unary(() => new RequirePulumiVersionResponse()),
  };
}

function lookups(monitor: Monitor) {
  return {
    supportsFeature: unary((message: SupportsFeatureRequest) =>
      new SupportsFeatureResponse().setHassupport(features.has(message.getId())),
    ),
    invoke: unary(async (message: ResourceInvokeRequest) => {
      const found = await monitor.invoke(message.getTok(), fromStruct(message.getArgs()));
      return new InvokeAnswer().setReturn(toStruct(found));
    }),
    call: unary(async (message: ResourceCallRequest) => {
      const found = await monitor.invoke(message.getTok(), fromStruct(message.getArgs()));
      return new CallResponse().setReturn(toStruct(found));
    }),
    readResource: unary((message: ReadResourceRequest) => {
      const found = monitor.read(askedOf(message), message.getId());
      return new ReadResourceResponse().setUrn(found.urn).setProperties(toStruct(found.state));
    }),
    registerPackage: unary((message: RegisterPackageRequest) =>
      new RegisterPackageResponse().setRef(message.getName()),
    ),
    signalAndWaitForShutdown: unary(() => new Empty()),
  };
}

function registrations(monitor: Monitor, plugin: Plugin, callbacks: Callbacks) {
  return {
    registerResource: unary(async (message: RegisterResourceRequest) => {
      const transforms = message.getTransformsList().map((each) => callbacks.transform(each));
      const request = requestOf(message);
      const { urn, id, state } = message.getRemote()
        ? await monitor.construct(request, transforms, plugin.construction(message))
        : await monitor.register(request, transforms);
      const answer = new RegisterResourceResponse().setUrn(urn).setObject(toStruct(state));
      return answer.setId(id ?? "");
    }),
    registerResourceOutputs: unary((message: RegisterResourceOutputsRequest) => {
      monitor.outputs(message.getUrn(), fromStruct(message.getOutputs()));
      return new Empty();
    }),
    registerStackTransform: unary((callback: Callback) => {
      monitor.registerTransform(callbacks.transform(callback));
      return new Empty();
    }),
    // Neither changes what is registered.
    registerStackInvokeTransform: unary(() => new Empty()),
    registerResourceHook: unary(() => new Empty()),
    registerErrorHook: unary(() => new Empty()),
  };
}

// An answer that takes no time goes out at once: a hundred front-ends have two thousand of them.
function unary<Asked, Answer>(
  answerTo: (message: Asked) => Answer | Promise<Answer>,
): handleUnaryCall<Asked, Answer> {
  return ({ request }, answer) => {
    Promise.resolve(request)
      .then(answerTo)
      .then(
        (found) => {
          answer(null, found);
        },
        (error: unknown) => {
          const details = errorText(error);
          answer({ code: status.UNKNOWN, details });
        },
      );
  };
}
