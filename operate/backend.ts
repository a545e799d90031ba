import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isObject, objectAt, textAt } from "../rehearse/json";
import { readYaml } from "../rehearse/project";
import { findPassphrase } from "./passphrase";

/** Variables for the engine that tell it where the state is, and what the user should know of it. */
export interface Backend {
  readonly env: NodeJS.ProcessEnv;
  readonly notices: readonly string[];
}

/** The account that `pulumi login` chose, if any. */
function currentLogin(env: NodeJS.ProcessEnv): string | undefined {
  const home = env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi");
  const file = join(home, "credentials.json");
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  return isObject(content) ? textAt(content, "current") : undefined;
}

function isChosen(env: NodeJS.ProcessEnv, folder: string): boolean {
  const variables = ["PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"];
  return (
    variables.some((name) => (env[name] ?? "") !== "") ||
    textAt(objectAt(readYaml(join(folder, "Pulumi.yaml")), "backend"), "url") !== undefined ||
    currentLogin(env) !== undefined
  );
}

/** The backend that the user chose, else the project's own folder .pulumi. */
export function findBackend(env: NodeJS.ProcessEnv, folder: string): Backend {
  if (isChosen(env, folder)) {
    return { env: {}, notices: [] };
  }
  const stateFolder = join(folder, ".pulumi");
  const passphrase = findPassphrase(env, stateFolder);
  const isNew = !existsSync(stateFolder);
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const made = `The state is kept in ${stateFolder}, as you are not logged in to another backend.`;
  return {
    env: { ...passphrase.env, PULUMI_BACKEND_URL: `file://${folder}` },
    notices: [isNew ? made : undefined, passphrase.notice].filter((text) => text !== undefined),
  };
}
