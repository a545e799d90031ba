import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { isObject } from "../rehearse/json";

/** Variables that name the backend: none where the user has one, else the project's own folder, if that is wished. */
export async function stateEnvironment(
  env: NodeJS.ProcessEnv,
  folder: string,
  isWished: boolean,
): Promise<NodeJS.ProcessEnv> {
  const home = env["HOME"] ?? homedir();
  if (hasBackend(env, home)) return {};
  const state = join(folder, ".pulumi");
  const configuration = env["XDG_CONFIG_HOME"] ?? join(home, ".config");
  const file = join(configuration, "opennebula-kubernetes", "passphrase");
  const given = env["PULUMI_CONFIG_PASSPHRASE"] ?? env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  if (!existsSync(state)) {
    if (!isWished) await ask(`the state in ${state}, and a passphrase for its secrets in ${file}`);
    if (given === undefined && !existsSync(file)) makePassphrase(file);
    mkdirSync(state, { mode: 0o700 });
  }
  const isKept = given === undefined && existsSync(file);
  return {
    PULUMI_BACKEND_URL: `file://${folder}`,
    ...(isKept ? { PULUMI_CONFIG_PASSPHRASE_FILE: file } : {}),
  };
}

/** Why there is no place for the state yet; undefined if there is one. */
export function stateGap(env: NodeJS.ProcessEnv, folder: string): string | undefined {
  return hasBackend(env, env["HOME"] ?? homedir()) || existsSync(join(folder, ".pulumi"))
    ? undefined
    : "Pulumi isn't logged in to a backend; run pulumi login, or give npm run up --local-state.";
}

function hasBackend(env: NodeJS.ProcessEnv, home: string): boolean {
  const file = join(env["PULUMI_HOME"] ?? join(home, ".pulumi"), "credentials.json");
  const login: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  const account = isObject(login) ? login["current"] : undefined;
  return Boolean(env["PULUMI_BACKEND_URL"] ?? env["PULUMI_ACCESS_TOKEN"] ?? account);
}

async function ask(choice: string): Promise<void> {
  const problem = "Pulumi isn't logged in to a backend";
  if (!process.stdin.isTTY) {
    throw new Error(`${problem}; run pulumi login, or give --local-state to keep ${choice}.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${problem}. Keep ${choice}? (y/N) `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error("Run pulumi login, then try again.");
}

function makePassphrase(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  process.stderr.write(`A passphrase was made in ${file}: the state needs it, so keep a copy.\n`);
}
