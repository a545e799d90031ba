import type * as grpc from "@grpc/grpc-js";
import type * as services from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/resource_pb";
import type * as empty from "google-protobuf/google/protobuf/empty_pb";
import type * as struct from "google-protobuf/google/protobuf/struct_pb";
import type { Heard, Told } from "./channel";
import { features } from "./features";
import { askedOf, requestOf } from "./request";
import { fromStruct } from "./struct";

/** Tells the process that plays the engine. */
export type Tell = (told: Told) => Promise<Heard>;

type Done<Answer> = (error: (Error & { readonly code: number }) | null, answer?: Answer) => void;

/**
 * The client of a monitor that is served at an address. What programs call most goes to `tell` instead: the protocol of
 * a network takes a third of a large program's time. `load` finds the modules that the program's copy of the SDK uses.
 */
export function directMonitor(
  load: NodeJS.Require,
  address: string,
  tell: Tell,
): services.ResourceMonitorClient {
  const { ResourceMonitorClient } = load(
    "@pulumi/pulumi/proto/resource_grpc_pb",
  ) as typeof services;
  const { credentials, status } = load("@grpc/grpc-js") as typeof grpc;
  const client = new ResourceMonitorClient(address, credentials.createInsecure());
  const served = client.registerResource.bind(client);
  const calls = frequentCalls(load, tell, status.UNKNOWN);
  return Object.assign(client, abilities(load, status.UNIMPLEMENTED), calls, {
    registerResource: (
      message: messages.RegisterResourceRequest,
      done: Done<messages.RegisterResourceResponse>,
    ): void => {
      // What has to be constructed, or to be changed by functions of the program, takes the protocol.
      const takesMore = message.getRemote() || message.getTransformsList().length > 0;
      if (takesMore) served(message, done);
      else calls.registerResource(message, done);
    },
  });
}

function abilities(load: NodeJS.Require, unimplemented: number) {
  const { SupportsFeatureResponse } = load("@pulumi/pulumi/proto/resource_pb") as typeof messages;
  const { Empty } = load("google-protobuf/google/protobuf/empty_pb") as typeof empty;
  return {
    supportsFeature(
      message: messages.SupportsFeatureRequest,
      done: Done<messages.SupportsFeatureResponse>,
    ): void {
      done(null, new SupportsFeatureResponse().setHassupport(features.has(message.getId())));
    },
    // Then the SDK asks for each feature.
    getDeploymentInfo(_: empty.Empty, done: Done<never>): void {
      done(failure("", unimplemented));
    },
    signalAndWaitForShutdown(_: empty.Empty, done: Done<empty.Empty>): void {
      done(null, new Empty());
    },
  };
}

function frequentCalls(load: NodeJS.Require, tell: Tell, unknown: number) {
  const { ReadResourceResponse, RegisterResourceResponse } = load(
    "@pulumi/pulumi/proto/resource_pb",
  ) as typeof messages;
  const { Empty } = load("google-protobuf/google/protobuf/empty_pb") as typeof empty;
  const state = states(load);
  const call = callsBy(tell, unknown);
  return {
    registerResource(
      message: messages.RegisterResourceRequest,
      done: Done<messages.RegisterResourceResponse>,
    ): void {
      call({ kind: "resource", request: requestOf(message) }, done, (heard) => {
        const answer = new RegisterResourceResponse().setUrn(heard.urn ?? "").setId(heard.id ?? "");
        return answer.setObject(state(heard, message.getObject()));
      });
    },
    readResource(
      message: messages.ReadResourceRequest,
      done: Done<messages.ReadResourceResponse>,
    ): void {
      call({ kind: "read", asked: askedOf(message), id: message.getId() }, done, (heard) => {
        const answer = new ReadResourceResponse().setUrn(heard.urn ?? "");
        return answer.setProperties(state(heard, message.getProperties()));
      });
    },
    registerResourceOutputs(
      message: messages.RegisterResourceOutputsRequest,
      done: Done<empty.Empty>,
    ): void {
      const outputs = fromStruct(message.getOutputs());
      call({ kind: "outputs", urn: message.getUrn(), outputs }, done, () => new Empty());
    },
  };
}

function callsBy(tell: Tell, unknown: number) {
  return <Answer extends object>(
    told: Told,
    done: Done<Answer>,
    answer: (heard: Heard) => Answer,
  ): void => {
    void tell(told).then((heard) => {
      if (heard.error === undefined) done(null, Object.assign(answer(heard), untold));
      else done(failure(heard.error, unknown));
    });
  };
}

// The SDK puts each answer into a text for debugging, which nobody is shown.
const untold = { toString: () => "" };

// A state is for the most part what was given: that needn't be made again.
function states(load: NodeJS.Require) {
  const { Struct, Value } = load("google-protobuf/google/protobuf/struct_pb") as typeof struct;
  return (heard: Heard, given = new Struct()): struct.Struct => {
    const fields = given.getFieldsMap();
    for (const key of heard.gone ?? []) fields.del(key);
    for (const [key, value] of Object.entries(heard.changed ?? {})) {
      fields.set(key, Value.fromJavaScript(value));
    }
    return given;
  };
}

function failure(details: string, code: number): Error & { readonly code: number } {
  return Object.assign(new Error(details), { code, details });
}
