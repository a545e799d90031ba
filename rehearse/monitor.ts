import type * as pulumi from "@pulumi/pulumi";
import { loadAll } from "js-yaml";
import { objectAt, textAt, type Json, type JsonObject } from "./json";
import { isKubernetesObject, isOpaque, kindOf, manifestOf, type Manifest } from "./kubernetes";
import { culprits, lostFields } from "./lostFields";
import { answerFor, type Placeholder } from "./placeholders";
import { publicKeyAnswer } from "./publicKey";
import { className, urnOf, type Registration } from "./registration";
import type { Deployed, Engine, Request, Sdk } from "./runtime";
import { eachSecret, marked, placeholderPrefix, wholeSecrets } from "./secrets";
import { transformed } from "./transforms";

export interface MonitorSettings {
  readonly project: string;
  readonly stack: string;
  readonly withSecrets: boolean;
  /** Namespace of objects that name none, of the default provider. */
  readonly namespace: string | undefined;
}

/** Plays the engine: takes each resource down and answers as a deployment would, with placeholders. */
export class Monitor implements Engine {
  readonly registrations = new Map<string, Registration>();
  readonly manifests = new Map<string, Manifest>();
  readonly placeholders: Placeholder[] = [];
  readonly secrets = new Set<string>();
  readonly warnings: string[] = [];
  stackOutputs: JsonObject = {};
  private readonly declarations = new Map<string, Readonly<Record<string, unknown>>>();
  private readonly transforms = new Map<string, readonly pulumi.ResourceTransform[]>();
  private readonly stackTransforms: pulumi.ResourceTransform[] = [];

  constructor(
    private readonly sdk: Sdk,
    private readonly settings: MonitorSettings,
  ) {}

  /** Records what the program passes to a resource's class, and which outputs it declares. */
  declaring(type: string, name: string, props: Readonly<Record<string, unknown>>): void {
    this.declarations.set(`${type} ${name}`, props);
  }

  /** Warns of each field of a manifest that is lost, because no answer had a value for it. */
  async reportLostFields(): Promise<void> {
    for (const urn of this.manifests.keys()) {
      const registration = this.registrations.get(urn);
      if (registration === undefined || this.transformsFor(registration).length > 0) continue;
      const { type, name, inputs } = registration;
      for (const lost of lostFields(this.sdk, this.declarations.get(`${type} ${name}`), inputs)) {
        const sources = await culprits(lost);
        if (sources.length === 0) continue;
        this.warnings.push(
          `${className(type)} ${name}: ${lost.path} is left out: only a deployment gives it a value, from ${sources.join(", ")}.`,
        );
      }
    }
  }

  registerTransform(transform: pulumi.ResourceTransform): void {
    this.stackTransforms.push(transform);
  }

  /** Records a text that must not be shown. */
  keepSecret(text: string): void {
    if (!text.startsWith(placeholderPrefix)) this.secrets.add(text);
  }

  /** Records a value of the configuration; of a list or map, each text in it as well. */
  keepSecretSetting(value = ""): void {
    this.keepSecret(value);
    if (/^\s*[[{]/.test(value)) this.keepSecrets({ value: marked(parsed(value)) });
  }

  outputs(urn: string, outputs: JsonObject): void {
    this.keepSecrets(outputs);
    if (this.registrations.get(urn)?.type === "pulumi:pulumi:Stack") this.stackOutputs = outputs;
  }

  register(
    request: Request,
    own: readonly pulumi.ResourceTransform[],
  ): Deployed | Promise<Deployed> {
    if (own.length > 0) this.transforms.set(this.urn(request), own);
    const transforms = this.transformsFor(request);
    if (transforms.length === 0) return this.created(request);
    return transformed(this.sdk, request, transforms).then((changed) => this.created(changed));
  }

  transformsNotRun({ type, name }: Request): void {
    this.warnings.push(
      `${className(type)} ${name} has transforms, and this version of @pulumi/pulumi runs none without an engine; update it to see what they change.`,
    );
  }

  call(
    args: pulumi.runtime.MockCallArgs,
  ): pulumi.runtime.MockCallResult | Promise<pulumi.runtime.MockCallResult> {
    const inputs = args.inputs as JsonObject;
    if (args.token === "kubernetes:yaml:decode") {
      return { result: loadAll(textAt(inputs, "text") ?? "") };
    }
    if (args.token === "tls:index/getPublicKey:getPublicKey") return publicKeyAnswer(inputs);
    this.warnings.push(
      `The program calls ${args.token}: only a provider knows the answer, so it is empty here.`,
    );
    return {};
  }

  private created(request: Request): Deployed {
    this.keepSecrets(request.inputs);
    const urn = this.urn(request);
    if (!request.custom) {
      this.registrations.set(urn, { ...request, urn, existing: false, state: request.inputs });
      return { urn, id: undefined, state: request.inputs };
    }
    const manifest = this.rendered(urn, request);
    const declared = this.declarations.get(`${request.type} ${request.name}`) ?? {};
    const outputs = Object.keys(declared).filter((key) => declared[key] === undefined);
    const answer = answerFor(request, manifest, outputs);
    this.registrations.set(urn, { ...request, urn, existing: false, state: answer.state });
    this.placeholders.push(...answer.placeholders);
    return { urn, id: answer.id, state: answer.state };
  }

  private rendered(urn: string, request: Request): Manifest | undefined {
    if (isOpaque(request)) {
      this.warnings.push(
        `${request.type} ${request.name} stands for objects that only its provider knows: they are not written.`,
      );
    }
    if (!isKubernetesObject(request)) return undefined;
    if (!this.settings.withSecrets) this.warnOfWholeSecrets(request);
    const manifest = manifestOf(request, this.settings.withSecrets, this.namespaceFor(request));
    this.manifests.set(urn, manifest);
    return manifest;
  }

  private warnOfWholeSecrets({ type, name, inputs }: Request): void {
    if (kindOf(inputs) === "Secret") return;
    for (const path of wholeSecrets(inputs)) {
      this.warnings.push(
        `${className(type)} ${name}: ${path} is secret as a whole, so placeholders stand for all of it and the object can't be applied.`,
      );
    }
  }

  private namespaceFor(request: Request): string | undefined {
    const provider = this.registrations.get(
      request.provider.slice(0, request.provider.lastIndexOf("::")),
    );
    return provider === undefined ? this.settings.namespace : textAt(provider.inputs, "namespace");
  }

  /** Answers for what the program only looks up: its name is all that is known. */
  newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
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
      aliases: [],
    };
    const urn = this.urn(request);
    this.registrations.set(urn, { ...request, urn, existing: true, state });
    return {
      id,
      state: { ...objectAt({ inputs: args.inputs as JsonObject }, "inputs"), ...state },
    };
  }

  private urn(request: Request): string {
    return urnOf(request, this.settings.stack, this.settings.project);
  }

  /** The transforms of a resource, of its parents and of the stack, in the engine's order. */
  private transformsFor(request: Request): pulumi.ResourceTransform[] {
    if (this.transforms.size === 0) return this.stackTransforms;
    const found: pulumi.ResourceTransform[] = [];
    for (let current: Request | undefined = request; current !== undefined;) {
      found.push(...(this.transforms.get(this.urn(current)) ?? []));
      current = this.registrations.get(current.parent);
    }
    return [...found, ...this.stackTransforms];
  }

  private keepSecrets(value: JsonObject): void {
    eachSecret(value, (text) => {
      this.keepSecret(text);
    });
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
