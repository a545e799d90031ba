import { Writable } from "node:stream";
import type * as client from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { errorText } from "../rehearse/failure";
import { type JsonObject, objectAt, textAt } from "../rehearse/json";
import { nameOf, namespaceOf } from "../rehearse/kubernetes";
import type { Login } from "./kubeconfig";

type Client = typeof client;

/** Which object is meant. */
export interface Address {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** What the user may do, or not. */
export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** A kind of objects, as the server has it. */
export interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The address of an object as it is declared. */
export function addressOf(object: JsonObject): Address {
  return {
    apiVersion: textAt(object, "apiVersion") ?? "",
    kind: textAt(object, "kind") ?? "",
    name: nameOf(object) ?? "",
    namespace: namespaceOf(object),
  };
}

/** What the API server refuses, with its own reason. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The API server of a cluster, by plain objects. Nothing here but `make` changes the cluster. */
export class Api {
  private readonly objects: client.KubernetesObjectApi;

  private constructor(
    private readonly client: Client,
    private readonly login: Login,
  ) {
    this.objects = client.KubernetesObjectApi.makeApiClient(login.kubeconfig);
  }

  static async open(login: Login): Promise<Api> {
    return new Api(await import("@kubernetes/client-node"), login);
  }

  /** The server's version, such as "v1.34.1"; the first question, since it fails where no server is. */
  async version(): Promise<string> {
    const asked = this.login.kubeconfig.makeApiClient(this.client.VersionApi).getCode();
    return (await inTime(this.answer(asked))).gitVersion;
  }

  /** An object, or undefined where there is none. */
  async find(address: Address): Promise<JsonObject | undefined> {
    return orNone(this.answer(this.objects.read(headerOf(address))).then(plain));
  }

  /** Objects of a kind, in one namespace or in all; none of a kind that the server doesn't know. */
  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    labels?: string,
  ): Promise<JsonObject[]> {
    const none = undefined;
    const asked = this.objects.list(
      ...([apiVersion, kind, namespace, none, none, none, none, labels] as const),
    );
    const { items = [] } = (await orNone(this.answer(asked))) ?? {};
    return items.map((item) => ({ apiVersion, kind, ...plain(item) }));
  }

  /** The object that an apply under a manager's name would leave. It is a dry run. */
  async applied(object: JsonObject, manager: string): Promise<JsonObject> {
    const { ServerSideApply } = this.client.PatchStrategy;
    const asked = this.objects.patch(
      asObject(object),
      undefined,
      "All",
      manager,
      true,
      ServerSideApply,
    );
    return plain(await this.answer(asked));
  }

  /** The object that making it would leave. It is a dry run. */
  async created(object: JsonObject): Promise<JsonObject> {
    return plain(await this.answer(this.objects.create(asObject(object), undefined, "All")));
  }

  /** Makes an object. */
  async make(object: JsonObject): Promise<JsonObject> {
    return plain(await this.answer(this.objects.create(asObject(object))));
  }

  /** Resources that the server has of a group and version. */
  async resources(apiVersion: string): Promise<readonly Resource[]> {
    const [group = "", version] = apiVersion.split("/");
    const { kubeconfig } = this.login;
    const asked =
      version === undefined
        ? kubeconfig.makeApiClient(this.client.CoreV1Api).getAPIResources()
        : kubeconfig
            .makeApiClient(this.client.CustomObjectsApi)
            .getAPIResources({ group, version });
    return (await this.answer(asked)).resources;
  }

  /** Whether the user may do something. */
  async may({ name, namespace, ...rest }: Access): Promise<boolean> {
    const resourceAttributes = {
      ...rest,
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
    };
    const review = {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes },
    };
    const answer = plain(await this.answer(this.objects.create(asObject(review))));
    return objectAt(answer, "status")["allowed"] === true;
  }

  /** What a command prints that runs in a container. */
  async outputOf(place: Address, container: string, command: readonly string[]): Promise<string> {
    const [stdout, stderr] = [new Text(), new Text()];
    const exec = new this.client.Exec(this.login.kubeconfig);
    const { name, namespace = "default" } = place;
    const status = await inTime(
      new Promise<client.V1Status>((resolve, reject) => {
        exec
          .exec(namespace, name, container, [...command], stdout, stderr, null, false, resolve)
          .catch((error: unknown) => {
            reject(new Refusal(0, reasonOf(error)));
          });
      }),
    );
    if (status.status !== "Success") {
      throw new Refusal(0, stderr.text.trim() || (status.message ?? "the command failed"));
    }
    return stdout.text;
  }

  private async answer<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      const { ApiException } = this.client;
      throw error instanceof ApiException ? refusal(error) : new Refusal(0, reasonOf(error));
    }
  }
}

/** Undefined where the server has no such thing or, in its words or the client's, no such kind. */
function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    const { code, message } = error instanceof Refusal ? error : { code: 0, message: "" };
    if (code === 404 || message.startsWith("Unrecognized API version")) return undefined;
    throw error;
  });
}

class Text extends Writable {
  text = "";
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const longestSeconds = 15;

async function inTime<T>(asked: Promise<T>): Promise<T> {
  const late = new Refusal(0, `there is no answer within ${String(longestSeconds)} s`);
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late);
    }, longestSeconds * 1000);
  });
  try {
    return await Promise.race([asked, ended]);
  } finally {
    clearTimeout(timer);
  }
}

function refusal({ code, body }: client.ApiException<unknown>): Refusal {
  const said = typeof body === "string" ? parsed(body) : { body: body as JsonObject };
  return new Refusal(
    code,
    textAt(objectAt(said, "body"), "message") ?? `HTTP status ${String(code)}`,
  );
}

function parsed(body: string): JsonObject {
  try {
    return { body: JSON.parse(body) as JsonObject };
  } catch {
    return { body: { message: body } };
  }
}

// What a connection fails with is at the end: "request to https://… failed, reason: connect ECONNREFUSED …".
function reasonOf(error: unknown): string {
  const message = errorText(error);
  return message.replace(/^.*, reason: /s, "").split("\n")[0] ?? message;
}

function headerOf({ apiVersion, kind, name, namespace }: Address) {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  };
}

// The client reads dates and classes into what it answers; a comparison wants the text that came.
function plain(answer: object): JsonObject {
  return JSON.parse(JSON.stringify(answer)) as JsonObject;
}

// A copy: the client fills in what is missing.
function asObject(object: JsonObject): client.KubernetesObject {
  return structuredClone(object);
}
