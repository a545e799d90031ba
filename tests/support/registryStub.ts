import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Plays a registry, with a token server beside it where it wants a login. */
export class RegistryStub {
  readonly requests: string[] = [];
  /** How it wants users to log in. */
  login: "none" | "basic" | "bearer" = "none";
  /** Status of an upload that somebody begins who is logged in. */
  uploads = 202;
  /** Where an upload goes on; here unless said otherwise. */
  location = "";
  /** The logins that came, one for each request that had one. */
  readonly logins: string[] = [];
  /** Tags and digests that it has. */
  readonly images: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    this.requests.push(`${method} ${url}`);
    if (request.headers.authorization !== undefined) {
      this.logins.push(request.headers.authorization);
    }
    if (url.startsWith("/token")) this.giveToken(request, response);
    else if (this.isKnown(request)) this.serve(method, url, response);
    else response.writeHead(401, { "www-authenticate": this.challenge }).end();
  });

  /** Host and port. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.host;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private get host(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  private get challenge(): string {
    return this.login === "basic"
      ? 'Basic realm="registry"'
      : `Bearer realm="http://${this.host}/token",service="registry",scope="ignored"`;
  }

  private isKnown({ headers: { authorization } }: IncomingMessage): boolean {
    if (this.login === "none") return true;
    return authorization === (this.login === "basic" ? basic("me", "right") : "Bearer a-token");
  }

  private giveToken({ headers }: IncomingMessage, response: ServerResponse): void {
    const isKnown = headers.authorization === basic("me", "right");
    response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ token: "a-token" }));
  }

  private serve(method: string, url: string, response: ServerResponse): void {
    if (method === "POST") {
      const location = this.location || `${url}an-upload?state=1`;
      response.writeHead(this.uploads, this.uploads === 202 ? { location } : {}).end();
    } else if (method === "HEAD") {
      response.writeHead(this.images.includes(url.split("/").at(-1) ?? "") ? 200 : 404).end();
    } else response.writeHead(204).end();
  }
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
