import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { Failure } from "../rehearse/failure";
import { isObject, objectAt, textAt, type JsonObject } from "../rehearse/json";

const patience = 5000;

function readJson(file: string): JsonObject {
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return isObject(content) ? content : {};
}

/** The address that the client's chosen context names; a laptop's engine is often found by it alone. */
function contextHost(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const folder = env["DOCKER_CONFIG"] ?? join(home, ".docker");
  const name =
    env["DOCKER_CONTEXT"] ?? textAt(readJson(join(folder, "config.json")), "currentContext");
  if (name === undefined || name === "default") {
    return undefined;
  }
  const id = createHash("sha256").update(name).digest("hex");
  const meta = readJson(join(folder, "contexts", "meta", id, "meta.json"));
  return textAt(objectAt(objectAt(meta, "Endpoints"), "docker"), "Host");
}

/** Addresses at which the Docker provider may find an engine. */
export function dockerHosts(configured: string | undefined, env: NodeJS.ProcessEnv): string[] {
  const home = env["HOME"] ?? homedir();
  const chosen = configured ?? env["DOCKER_HOST"] ?? "";
  if (chosen !== "") {
    return [chosen];
  }
  const runtime = env["XDG_RUNTIME_DIR"];
  return [
    contextHost(env, home),
    "unix:///var/run/docker.sock",
    runtime === undefined ? undefined : `unix://${join(runtime, "docker.sock")}`,
    `unix://${join(home, ".docker", "run", "docker.sock")}`,
  ].filter((host) => host !== undefined);
}

function connectionTo(host: string): Socket | undefined {
  if (host.startsWith("unix://")) {
    return createConnection(host.slice("unix://".length));
  }
  if (/^(tcp|https?):\/\//.test(host) && URL.canParse(host.replace(/^tcp:/, "http:"))) {
    const url = new URL(host.replace(/^tcp:/, "http:"));
    return createConnection(Number(url.port === "" ? "2375" : url.port), url.hostname);
  }
  return undefined;
}

// An engine behind SSH or a named pipe is taken as there: the provider alone can tell.
function answers(host: string): Promise<boolean> {
  const socket = connectionTo(host);
  if (socket === undefined) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const settle = (found: boolean) => (): void => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(patience, settle(false));
    socket.on("connect", settle(true));
    socket.on("error", settle(false));
  });
}

/** Fails unless a Docker engine can be reached, which the image is built with. */
export async function checkDocker(
  configured: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const hosts = dockerHosts(configured, env);
  const found = await Promise.all(hosts.map(answers));
  if (!found.includes(true)) {
    throw new Failure(
      `The stack builds the image, but no Docker engine answers at ${hosts.join(" or ")}; ` +
        "start Docker, set DOCKER_HOST, or set image.reference in the stack's file to an image that exists.",
    );
  }
}
