import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Comment {
  id: number;
  body: string;
  user?: { type: string };
  author_association?: string;
}

/** Stands in for the comments of one pull request. */
export class Forum {
  readonly comments: Comment[] = [{ id: 1, body: "looks good" }];
  readonly requests: string[] = [];
  refuses = false;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const answer = this.answer(request.method ?? "", request.url ?? "", text);
      response.writeHead(answer === undefined ? 403 : 200).end(JSON.stringify(answer ?? {}));
    });
  });

  private answer(method: string, url: string, text: string): unknown {
    const path = url.replace(/\?.*/, "");
    if (method === "GET") return this.comments;
    this.requests.push(`${method} ${path}`);
    const { body } = JSON.parse(text) as { body: string };
    // GitHub takes no longer one.
    if (this.refuses || body.length > 65_536) return undefined;
    const id = Number(path.split("/").at(-1));
    const found = this.comments.find((comment) => comment.id === id);
    if (found !== undefined && method !== "POST") return Object.assign(found, { body });
    this.comments.push({ id: this.comments.length + 1, body });
    return this.comments.at(-1);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  stop(): void {
    this.server.close();
  }
}
