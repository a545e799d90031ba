import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConstructRequest, type ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { packageName, packageRoot } from "../components/package";
import { aliasMessage } from "./aliases";
import { answerTo } from "./call";
import type { Deployed, Request } from "./resource";
import { type Service, startService } from "./service";
import { fromStruct, toStruct } from "./struct";

/** Brings forth a component with all that belongs to it. */
export type Construction = (request: Request) => Promise<Deployed>;

/** Where the plugin's components are constructed. */
export interface Site {
  readonly project: string;
  readonly stack: string;
  /** Working directory, the same as the program's. */
  readonly folder: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** This package as a plugin: constructs its components for programs in other languages, in a process of its own. */
export class Plugin {
  private service: Service | undefined;
  private client: Promise<ResourceProviderClient> | undefined;

  constructor(
    private readonly site: Site,
    private readonly monitor: string,
  ) {}

  /** How the component of a message is constructed; undefined for those of other packages. */
  construction(message: RegisterResourceRequest): Construction | undefined {
    if (!message.getType().startsWith(`${packageName}:`)) return undefined;
    return async (request) => {
      this.client ??= this.start();
      const client = await this.client;
      const asked = this.requestFor(message, request);
      const answer = await answerTo<ConstructResponse>((done) => client.construct(asked, done));
      return { urn: answer.getUrn(), id: undefined, state: fromStruct(answer.getState()) };
    };
  }

  stop(): void {
    this.service?.stop();
  }

  private async start(): Promise<ResourceProviderClient> {
    // Its log and its failures arrive by the monitor; what else it writes would only repeat them.
    const host = join(packageRoot(), "bin", "rehearse", "host.js");
    this.service = await startService(process.execPath, [host, this.monitor], this.site.folder);
    return new ResourceProviderClient(this.service.address, credentials.createInsecure());
  }

  private requestFor(message: RegisterResourceRequest, request: Request): ConstructRequest {
    const { project, stack, config, secretKeys } = this.site;
    const asked = new ConstructRequest()
      .setProject(project)
      .setStack(stack)
      .setOrganization("organization")
      .setDryrun(true)
      .setMonitorendpoint(this.monitor)
      .setConfigsecretkeysList([...secretKeys])
      .setType(request.type)
      .setName(request.name)
      .setParent(request.parent)
      .setInputs(toStruct(request.inputs))
      .setDependenciesList(message.getDependenciesList())
      .setAliasesList(request.aliases.map(aliasMessage))
      .setAcceptsOutputValues(true);
    const { deletedWith, isProtected, isRetained } = request.lifecycle ?? {};
    asked.setDeletedwith(deletedWith ?? "");
    if (isProtected !== undefined) asked.setProtect(isProtected);
    if (isRetained !== undefined) asked.setRetainondelete(isRetained);
    for (const [key, value] of Object.entries(config)) asked.getConfigMap().set(key, value);
    message.getProvidersMap().forEach((reference, name) => {
      asked.getProvidersMap().set(name, reference);
    });
    for (const [name, urns] of Object.entries(request.sources)) {
      const dependencies = new ConstructRequest.PropertyDependencies().setUrnsList([...urns]);
      asked.getInputdependenciesMap().set(name, dependencies);
    }
    return asked;
  }
}
