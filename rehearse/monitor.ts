import { loadAll } from "js-yaml";
import { errorText } from "./failure";
import { isObject, mapObject, textAt, type Json, type JsonObject } from "./json";
import { isKubernetesObject, isOpaque, kindOf, manifestOf, type Manifest } from "./kubernetes";
import { inheriting } from "./lifecycle";
import { answerFor, isAnswered, type Placeholder } from "./placeholders";
import { publicKeyAnswer } from "./publicKey";
import { className, providerUrn, urnOf } from "./resource";
import type { Asked, Deployed, Registration, Request, Transform } from "./resource";
import { eachSecret, marked, placeholder, placeholderPrefix, wholeSecrets } from "./secrets";
import { unknownValue } from "./unknown";

export interface MonitorSettings {
  readonly project: string;
  readonly stack: string;
  readonly withSecrets: boolean;
  /** Of the stack, by keys with their namespaces: the default providers' settings are among it. */
  readonly config: Readonly<Record<string, string>>;
}

// With these the provider changes content in place, which else makes another object.
const mutableSettings: Readonly<Record<string, string>> = {
  ConfigMap: "enableConfigMapMutable",
  Secret: "enableSecretMutable",
};

/** Plays the engine: takes each resource down and answers as a deployment would, with placeholders. */
export class Monitor {
  readonly registrations = new Map<string, Registration>();
  readonly manifests = new Map<string, Manifest>();
  readonly placeholders: Placeholder[] = [];
  readonly secrets = new Set<string>();
  readonly warnings: string[] = [];
  /** What went wrong, the first cause first. */
  readonly errors: string[] = [];
  stackOutputs: JsonObject = {};
  private readonly transforms = new Map<string, readonly Transform[]>();
  private readonly stackTransforms: Transform[] = [];

  constructor(private readonly settings: MonitorSettings) {}

  registerTransform(transform: Transform): void {
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

  /** Takes the outputs of a component, or of the stack. */
  outputs(urn: string, outputs: JsonObject): void {
    this.keepSecrets(outputs);
    if (this.registrations.get(urn)?.type !== "pulumi:pulumi:Stack") return;
    this.stackOutputs = mapObject(outputs, (value, name) =>
      this.known(value, ["output", name], ""),
    );
  }

  async register(request: Request, own: readonly Transform[]): Promise<Deployed> {
    return this.created(await this.transformed(request, own));
  }

  /** Has a component constructed by the plugin that has it; undefined stands for one that nobody here has. */
  async construct(
    request: Request,
    own: readonly Transform[],
    construct: ((request: Request) => Promise<Deployed>) | undefined,
  ): Promise<Deployed> {
    const changed = await this.transformed(request, own);
    if (construct !== undefined) return this.blamed(construct(changed));
    this.warnings.push(
      `${className(request.type)} ${request.name} is constructed by a plugin of its own: what belongs to it isn't shown.`,
    );
    return { ...this.created(changed), state: {} };
  }

  async invoke(token: string, inputs: JsonObject): Promise<JsonObject> {
    if (token === "kubernetes:yaml:decode") {
      return { result: loadAll(textAt(inputs, "text") ?? "") as Json };
    }
    if (token === "tls:index/getPublicKey:getPublicKey") {
      return this.blamed(publicKeyAnswer(inputs));
    }
    if (token === "pulumi:pulumi:getResource") {
      const urn = textAt(inputs, "urn") ?? "";
      return { urn, id: "", state: this.registrations.get(urn)?.state ?? {} };
    }
    this.warnings.push(
      `The program calls ${token}: only a provider knows the answer, so it is empty here.`,
    );
    return {};
  }

  /** Answers for what the program only looks up: its name is all that is known. */
  read(asked: Asked, id: string): Deployed {
    const [name = "", namespace = "default"] = id.split("/").reverse();
    const known: JsonObject = asked.type.startsWith("kubernetes:")
      ? { metadata: { name, namespace } }
      : {};
    const urn = this.urn(asked);
    const state = { ...asked.inputs, ...known };
    const rest = { provider: "", custom: true, sources: {}, secretOutputs: [], aliases: [] };
    this.registrations.set(urn, { ...asked, ...rest, urn, existing: true, inputs: {}, state });
    return { urn, id, state };
  }

  private created(given: Request): Deployed {
    this.keepSecrets(given.inputs);
    const urn = this.urn(given);
    if (!given.custom) {
      this.registrations.set(urn, { ...given, urn, existing: false, state: given.inputs });
      return { urn, id: undefined, state: given.inputs };
    }
    const request = { ...given, inputs: this.knownInputs(given) };
    const manifest = this.rendered(urn, request);
    const answer = answerFor(request, manifest);
    const changesInPlace = this.changesInPlace(request);
    const { state } = answer;
    this.registrations.set(urn, { ...request, urn, existing: false, state, changesInPlace });
    this.placeholders.push(...answer.placeholders);
    return { urn, id: answer.id, state };
  }

  private rendered(urn: string, request: Request): Manifest | undefined {
    if (isOpaque(request)) {
      this.warnings.push(
        `${request.type} ${request.name} stands for objects that only its provider knows: they are not written.`,
      );
    }
    if (!isKubernetesObject(request)) return undefined;
    if (!this.settings.withSecrets) this.warnOfWholeSecrets(request);
    const namespace = this.kubernetesSetting(request, "namespace");
    const manifest = manifestOf(request, this.settings.withSecrets, namespace);
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

  /** Whether the provider changes the content in place. */
  private changesInPlace(request: Request): boolean {
    const setting = mutableSettings[kindOf(request.inputs)];
    if (setting === undefined || request.inputs["immutable"] === true) return false;
    return this.kubernetesSetting(request, setting) === "true";
  }

  /** A setting of the Kubernetes provider that a resource has. */
  private kubernetesSetting(request: Request, name: string): string | undefined {
    const own = this.registrations.get(providerUrn(request));
    return own === undefined
      ? this.settings.config[`kubernetes:${name}`]
      : textAt(own.inputs, name);
  }

  /** The inputs with placeholders for values that come from a provider that nobody here knows. */
  private knownInputs({ inputs, sources }: Request): JsonObject {
    // Most have none, and a copy of each would cost more than the rest.
    if (!JSON.stringify(inputs).includes(unknownValue)) return inputs;
    return mapObject(inputs, (value, key) => {
      const owners = (sources[key] ?? []).map((urn) => this.registrations.get(urn));
      const made = owners.filter((owner) => owner?.custom === true && !isAnswered(owner));
      const names = made.map((owner) => owner?.name ?? "").sort();
      const meaning = made.map((owner) => `${className(owner?.type ?? "")} ${owner?.name ?? ""}`);
      return this.known(value, names.length > 0 ? names : [key], meaning.sort().join(" or "));
    });
  }

  private known(value: Json, names: readonly string[], owners: string): Json {
    if (value === unknownValue) {
      const text = placeholder(...names);
      const meaning = owners === "" ? `a value of ${names.join(" ")}` : `a value of ${owners}`;
      this.placeholders.push({ text, meaning });
      return text;
    }
    if (Array.isArray(value)) return value.map((item) => this.known(item, names, owners));
    if (!isObject(value)) return value;
    return mapObject(value, (item) => this.known(item, names, owners));
  }

  private urn(request: Pick<Request, "type" | "name" | "parent">): string {
    return urnOf(request, this.settings.stack, this.settings.project);
  }

  /** Runs the transforms of a resource, of its parents and of the stack, in the engine's order. */
  private async transformed(request: Request, own: readonly Transform[]): Promise<Request> {
    // What a plugin registers has the transforms that the program gave to the component.
    if (own.length > 0) this.transforms.set(this.urn(request), own);
    const found: Transform[] = [];
    for (let current: Request | undefined = request; current !== undefined;) {
      found.push(...(this.transforms.get(this.urn(current)) ?? []));
      current = this.registrations.get(current.parent);
    }
    const { lifecycle } = this.registrations.get(request.parent) ?? {};
    let changed: Request = { ...request, lifecycle: inheriting(request.lifecycle, lifecycle) };
    for (const transform of [...found, ...this.stackTransforms]) {
      changed = await this.blamed(transform(changed));
    }
    return changed;
  }

  /** Keeps why something is refused: the program would only tell that it is. */
  async blamed<T>(done: Promise<T>): Promise<T> {
    try {
      return await done;
    } catch (error) {
      this.errors.unshift(errorText(error));
      throw error;
    }
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
