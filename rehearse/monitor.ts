import type * as pulumi from "@pulumi/pulumi";
import { loadAll } from "js-yaml";
import { objectAt, textAt, type JsonObject } from "./json";
import { isKubernetesObject, isOpaque, manifestOf, type Manifest } from "./kubernetes";
import { answerFor, type Placeholder } from "./placeholders";
import { urnOf, type Registration } from "./registration";
import type { Request, Tap } from "./runtime";
import { PLACEHOLDER, secretTexts } from "./secrets";

export interface MonitorSettings {
  readonly project: string;
  readonly stack: string;
  readonly withSecrets: boolean;
  /** Namespace of objects that name none, of the default provider. */
  readonly namespace: string | undefined;
}

/** Plays the engine: takes each resource down and answers as a deployment would, with placeholders. */
export class Monitor implements Tap, pulumi.runtime.Mocks {
  readonly registrations = new Map<string, Registration>();
  readonly manifests = new Map<string, Manifest>();
  readonly placeholders: Placeholder[] = [];
  readonly secrets = new Set<string>();
  readonly warnings: string[] = [];
  stackOutputs: JsonObject = {};
  private readonly declaredOutputs = new Map<string, readonly string[]>();
  private incoming: Request | undefined;

  constructor(private readonly settings: MonitorSettings) {}

  /** Takes down which outputs a resource's class declares: each needs an answer, or what is made of it is lost. */
  declaring(type: string, name: string, props: Readonly<Record<string, unknown>>): void {
    const outputs = Object.keys(props).filter((key) => props[key] === undefined);
    if (outputs.length > 0) this.declaredOutputs.set(`${type} ${name}`, outputs);
  }

  /** Takes down a text that must not be shown. */
  keepSecret(text: string): void {
    if (!text.startsWith(PLACEHOLDER)) this.secrets.add(text);
  }

  registering(request: Request): void {
    this.incoming = request;
  }

  outputs(urn: string, outputs: JsonObject): void {
    this.keepSecrets(outputs);
    if (this.registrations.get(urn)?.type === "pulumi:pulumi:Stack") this.stackOutputs = outputs;
  }

  newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const request = this.incoming;
    this.incoming = undefined;
    return request === undefined ? this.existing(args) : this.created(request);
  }

  call(args: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult {
    const inputs = args.inputs as JsonObject;
    if (args.token === "kubernetes:yaml:decode")
      return { result: loadAll(textAt(inputs, "text") ?? "") };
    this.warnings.push(
      `The program calls ${args.token}: only a provider knows the answer, so it is empty here.`,
    );
    return {};
  }

  private created(request: Request): pulumi.runtime.MockResourceResult {
    this.keepSecrets(request.inputs);
    const urn = urnOf(request, this.settings.stack, this.settings.project);
    if (!request.custom) {
      this.registrations.set(urn, { ...request, urn, existing: false, state: {} });
      return { id: undefined, state: {} };
    }
    const manifest = this.rendered(urn, request);
    const answer = answerFor(
      request,
      manifest,
      this.declaredOutputs.get(`${request.type} ${request.name}`) ?? [],
    );
    this.registrations.set(urn, { ...request, urn, existing: false, state: answer.state });
    this.placeholders.push(...answer.placeholders);
    return { id: answer.id, state: answer.state };
  }

  private rendered(urn: string, request: Request): Manifest | undefined {
    if (isOpaque(request)) {
      this.warnings.push(
        `${request.type} ${request.name} stands for objects that only its provider knows: they are not written.`,
      );
    }
    if (!isKubernetesObject(request)) return undefined;
    const manifest = manifestOf(request, this.settings.withSecrets, this.namespaceFor(request));
    this.manifests.set(urn, manifest);
    return manifest;
  }

  private namespaceFor(request: Request): string | undefined {
    const provider = this.registrations.get(
      request.provider.slice(0, request.provider.lastIndexOf("::")),
    );
    return provider === undefined ? this.settings.namespace : textAt(provider.inputs, "namespace");
  }

  // Of what the program only looks up, its name is all that is known.
  private existing(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const id = args.id ?? "";
    const [name = "", namespace = "default"] = id.split("/").reverse();
    const state: JsonObject = args.type.startsWith("kubernetes:")
      ? { metadata: { name, namespace } }
      : {};
    const request = {
      type: args.type,
      name: args.name,
      parent: "",
      provider: "",
      custom: true,
      inputs: {},
      secretOutputs: [],
    };
    const urn = urnOf(request, this.settings.stack, this.settings.project);
    this.registrations.set(urn, { ...request, urn, existing: true, state });
    return {
      id,
      state: { ...objectAt({ inputs: args.inputs as JsonObject }, "inputs"), ...state },
    };
  }

  private keepSecrets(value: JsonObject): void {
    for (const text of secretTexts(value)) this.keepSecret(text);
  }
}
