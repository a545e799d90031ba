import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ProgramInfo, RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { answerTo } from "./call";
import { type Launch, placeOf } from "./language";
import type { Ending } from "./program";
import { startService } from "./service";
import { toStruct } from "./struct";

/** Runs a program by the host of its language, as the engine does. */
export async function runByHost(host: string, launch: Launch): Promise<Ending> {
  const service = await startService(host, [launch.address], launch.project.folder);
  const client = new LanguageRuntimeClient(service.address, credentials.createInsecure());
  try {
    const answer = await answerTo<RunResponse>((done) => client.run(requestFor(launch), done));
    const failed = answer.getError() !== "" || answer.getBail();
    return { code: failed ? 1 : 0, said: answer.getError() || service.said() };
  } finally {
    client.close();
    service.stop();
  }
}

function requestFor(launch: Launch): RunRequest {
  const { project, stack, config, secretKeys, file, address } = launch;
  const { folder, entry } = placeOf(project);
  const program = file ?? entry;
  const info = new ProgramInfo()
    .setRootDirectory(project.folder)
    .setProgramDirectory(folder)
    .setEntryPoint(program)
    .setOptions(toStruct(project.options));
  const request = new RunRequest()
    .setProject(project.name)
    .setStack(stack)
    .setOrganization("organization")
    .setPwd(folder)
    .setProgram(program)
    .setDryrun(true)
    .setParallel(16)
    .setMonitorAddress(address)
    .setLoaderTarget(address)
    .setConfigsecretkeysList([...secretKeys])
    .setInfo(info);
  for (const [key, value] of Object.entries(config)) request.getConfigMap().set(key, value);
  return request;
}
