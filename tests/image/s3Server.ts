import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Context } from "mocha";
import { docker, eventually } from "../support/docker";
import { executableOnPath } from "../support/searchPath";
import { skipBecause } from "../support/skip";
import type { Pod } from "./pod";

/** A server that speaks S3 on this machine, with its buckets in memory. */
export class S3Server {
  private constructor(
    private readonly child: ChildProcess,
    /** URL under which a pod reaches it. */
    readonly endpoint: string,
  ) {}

  /** Starts it, or skips the test aloud where there is none. */
  static async start(test: Context, pod: Pod): Promise<S3Server> {
    const command = executableOnPath("moto_server", process.env);
    if (command === undefined) {
      skipBecause(test, "there is no moto_server on PATH; pip install 'moto[s3,server]' brings it");
    }
    const port = String(await freePort());
    const child = spawn(command, ["--host", "0.0.0.0", "--port", port], { stdio: "ignore" });
    const format = "{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}";
    const machine = (await docker(["inspect", "-f", format, pod.name])).trim();
    await eventually("the server answers", async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
      return answer !== undefined;
    });
    return new S3Server(child, `http://${machine}:${port}`);
  }

  stop(): void {
    this.child.kill();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}
