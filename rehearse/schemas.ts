import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { type GetSchemaRequest, GetSchemaResponse } from "@pulumi/pulumi/proto/codegen/loader_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { packageName, packageRoot } from "../components/package";
import { answerTo } from "./call";
import { Failure } from "./failure";
import { findPlugin } from "./installed";
import { startService } from "./service";

/** The schema of a package: of this one as it is shipped, of another as its plugin tells it. */
export async function schemaOf(
  asked: GetSchemaRequest,
  monitor: string,
): Promise<GetSchemaResponse> {
  const name = asked.getPackage();
  const schema =
    name === packageName
      ? await readFile(join(packageRoot(), "schema.json"))
      : Buffer.from(await toldBy(pluginOf(name, asked.getVersion()), monitor));
  return new GetSchemaResponse().setSchema(schema);
}

function pluginOf(name: string, version: string): string {
  const found = findPlugin(name, version);
  if (found !== undefined) return found;
  const command = ["pulumi plugin install resource", name, version].join(" ").trim();
  throw new Failure(
    `The program uses the package ${name}, whose schema only its plugin knows; install that ("${command}").`,
  );
}

async function toldBy(plugin: string, monitor: string): Promise<string> {
  const service = await startService(plugin, [monitor], ".");
  const options = { "grpc.max_receive_message_length": -1 };
  const client = new ResourceProviderClient(service.address, credentials.createInsecure(), options);
  try {
    const answer = await answerTo<provider.GetSchemaResponse>((done) =>
      client.getSchema(new provider.GetSchemaRequest(), done),
    );
    return answer.getSchema();
  } finally {
    client.close();
    service.stop();
  }
}
