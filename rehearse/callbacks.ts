import { credentials } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import {
  type Callback,
  CallbackInvokeRequest,
  type CallbackInvokeResponse,
} from "@pulumi/pulumi/proto/callback_pb";
import {
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { aliasOf, aliasMessage } from "./aliases";
import { answerTo } from "./call";
import { tellLifecycle, transformedLifecycle } from "./lifecycle";
import type { Request, Transform } from "./resource";
import { fromStruct, toStruct } from "./struct";

/** Calls back the functions that programs have told of: they run where the program does, in its language. */
export class Callbacks {
  private readonly clients = new Map<string, CallbacksClient>();

  /** The transform behind a callback. */
  transform(callback: Callback): Transform {
    return async (request) => {
      const answer = await this.invoke(callback, messageOf(request).serializeBinary());
      return transformed(request, TransformResponse.deserializeBinary(answer));
    };
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private async invoke(callback: Callback, bytes: Uint8Array): Promise<Uint8Array> {
    const message = new CallbackInvokeRequest();
    message.setToken(callback.getToken()).setRequest(bytes);
    const client = this.client(callback.getTarget());
    const answer = await answerTo<CallbackInvokeResponse>((done) => client.invoke(message, done));
    return answer.getResponse_asU8();
  }

  private client(target: string): CallbacksClient {
    const known = this.clients.get(target);
    if (known !== undefined) return known;
    const client = new CallbacksClient(target, credentials.createInsecure());
    this.clients.set(target, client);
    return client;
  }
}

function messageOf(request: Request): TransformRequest {
  const options = new TransformResourceOptions();
  options.setAliasesList(request.aliases.map(aliasMessage)).setProvider(request.provider);
  options.setAdditionalSecretOutputsList([...request.secretOutputs]);
  tellLifecycle(request.lifecycle ?? {}, options);
  return new TransformRequest()
    .setType(request.type)
    .setName(request.name)
    .setCustom(request.custom)
    .setParent(request.parent)
    .setProperties(toStruct(request.inputs))
    .setOptions(options);
}

function transformed(request: Request, answer: TransformResponse): Request {
  const options = answer.getOptions();
  const properties = answer.getProperties();
  return {
    ...request,
    ...(properties && { inputs: fromStruct(properties) }),
    ...(options && {
      aliases: options.getAliasesList().map(aliasOf),
      provider: options.getProvider(),
      secretOutputs: options.getAdditionalSecretOutputsList(),
      lifecycle: transformedLifecycle(options),
    }),
  };
}
