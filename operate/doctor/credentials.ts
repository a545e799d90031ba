import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type JsonObject, isObject, objectAt, textAt } from "../../rehearse/json";

/** Name and password for a registry. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What `docker login` has kept for a registry here; undefined where there is nothing. */
export async function credentialsFor(
  host: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Credentials | undefined> {
  const config = configuration(env);
  // Docker Hub is kept under the address that it had first.
  const key = host === "docker.io" ? "https://index.docker.io/v1/" : host;
  const helper = textAt(objectAt(config, "credHelpers"), key) ?? textAt(config, "credsStore");
  if (helper !== undefined) return askHelper(`docker-credential-${helper}`, key);
  const encoded = textAt(objectAt(objectAt(config, "auths"), key), "auth");
  if (encoded === undefined) return undefined;
  const [username = "", ...password] = Buffer.from(encoded, "base64").toString().split(":");
  return { username, password: password.join(":") };
}

function configuration(env: NodeJS.ProcessEnv): JsonObject {
  const folder = env["DOCKER_CONFIG"] ?? join(env["HOME"] ?? homedir(), ".docker");
  const file = join(folder, "config.json");
  return existsSync(file) ? parsed(readFileSync(file, "utf8")) : {};
}

function parsed(text: string): JsonObject {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) ? content : {};
  } catch {
    return {};
  }
}

function askHelper(command: string, key: string): Promise<Credentials | undefined> {
  return new Promise((resolve) => {
    const child = execFile(command, ["get"], { timeout: 15_000 }, (error, stdout) => {
      const kept = error === null ? parsed(stdout) : {};
      const [username, password] = [textAt(kept, "Username"), textAt(kept, "Secret")];
      resolve(
        username === undefined || password === undefined ? undefined : { username, password },
      );
    });
    child.stdin?.on("error", () => undefined).end(key);
  });
}
