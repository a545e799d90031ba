import { nameAndTag } from "../../components/image/references";
import type { Credentials } from "./credentials";

/** An image's place in a registry. */
export interface Repository {
  readonly host: string;
  readonly path: string;
  /** Tag or digest. */
  readonly reference: string;
}

/** Takes a reference apart as Docker does: without a host it is Docker Hub's. */
export function repositoryOf(image: string): Repository {
  const [named = "", digest] = image.split("@");
  const { name, tag = "latest" } = nameAndTag(named);
  const [first = "", ...rest] = name.split("/");
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasHost ? rest.join("/") : rest.length === 0 ? `library/${name}` : name;
  return { host: hasHost ? first : "docker.io", path, reference: digest ?? tag };
}

/** What a registry says of a request; a status of 0 where it isn't reached. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly location?: string | undefined;
}

/** A registry, by the API that the distribution specification describes. */
export class Registry {
  private authorization: string | undefined;

  constructor(
    private readonly repository: Repository,
    private readonly actions: "pull" | "pull,push",
    private readonly credentials: Credentials | undefined,
    private readonly isInsecure: boolean,
  ) {}

  /** Begins an upload and takes it back, which leaves nothing in the registry. */
  async tryPush(): Promise<Answer> {
    const begun = await this.ask("POST", `/v2/${this.repository.path}/blobs/uploads/`);
    if (begun.status === 202 && begun.location !== undefined) {
      await this.ask("DELETE", begun.location);
    }
    return begun;
  }

  /** Looks for the image. */
  findImage(): Promise<Answer> {
    const { path, reference } = this.repository;
    return this.ask("HEAD", `/v2/${path}/manifests/${reference}`);
  }

  private async ask(method: string, path: string): Promise<Answer> {
    try {
      const answer = await this.send(method, path);
      const challenge = answer.headers.get("www-authenticate") ?? "";
      if (answer.status !== 401 || this.authorization !== undefined) return told(answer);
      this.authorization = await this.authorizationFor(challenge);
      return told(this.authorization === undefined ? answer : await this.send(method, path));
    } catch (error) {
      return { status: 0, reason: causeOf(error) };
    }
  }

  private send(method: string, path: string): Promise<Response> {
    const { host } = this.repository;
    const scheme = this.isInsecure ? "http" : "https";
    const registry = new URL(`${scheme}://${host === "docker.io" ? "registry-1.docker.io" : host}`);
    const address = new URL(path, registry);
    // An upload may go on elsewhere, where this login is nobody's business.
    const login = address.origin === registry.origin ? this.authorization : undefined;
    return fetch(address, {
      method,
      headers: {
        accept: manifestTypes,
        ...(login === undefined ? {} : { authorization: login }),
      },
      signal: AbortSignal.timeout(15_000),
    });
  }

  private async authorizationFor(challenge: string): Promise<string | undefined> {
    const basic = this.credentials === undefined ? undefined : basicOf(this.credentials);
    if (!/^bearer /i.test(challenge)) return basic;
    const address = tokenServer(challenge, this.isInsecure);
    address.searchParams.set("scope", `repository:${this.repository.path}:${this.actions}`);
    const answer = await fetch(address, {
      ...(basic === undefined ? {} : { headers: { authorization: basic } }),
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) return undefined;
    const { token, access_token } = (await answer.json()) as {
      token?: string;
      access_token?: string;
    };
    return `Bearer ${token ?? access_token ?? ""}`;
  }
}

/** Where a registry wants a token to be asked for; never without TLS, unless it has none itself. */
export function tokenServer(challenge: string, isInsecure: boolean): URL {
  const fields = new Map(
    [...challenge.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
  const address = new URL(fields.get("realm") ?? "");
  if (address.protocol !== "https:" && !isInsecure) {
    throw new Error(`it wants the login at ${address.origin}, without TLS`);
  }
  address.searchParams.set("service", fields.get("service") ?? "");
  return address;
}

// A list of images, or one, in Docker's form or in that of the open specification.
const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

function basicOf({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function told({ status, statusText, headers }: Response): Answer {
  return {
    status,
    reason: `${String(status)} ${statusText}`.trim(),
    location: headers.get("location") ?? undefined,
  };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
