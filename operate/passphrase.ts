import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../rehearse/failure";

/** Variables for the engine that tell it the passphrase, and what the user should know of it. */
export interface Passphrase {
  readonly env: NodeJS.ProcessEnv;
  readonly notice: string | undefined;
}

const kept: Passphrase = { env: {}, notice: undefined };

/** Where a passphrase that nobody gave is kept: outside of the project, away from the state it guards. */
export function passphraseFile(env: NodeJS.ProcessEnv): string {
  const given = env["XDG_CONFIG_HOME"] ?? "";
  const folder = given === "" ? join(env["HOME"] ?? homedir(), ".config") : given;
  return join(folder, "opennebula-kubernetes", "passphrase");
}

// Linked into place when complete: a run that is cut short or doubled can't leave half a passphrase or two.
function makePassphrase(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) {
      throw error;
    }
  } finally {
    rmSync(draft);
  }
}

/** The passphrase the user gave; undefined if there is none. An empty one would guard nothing. */
function givenPassphrase(env: NodeJS.ProcessEnv): Passphrase | undefined {
  if (env["PULUMI_CONFIG_PASSPHRASE"] !== undefined) {
    if (env["PULUMI_CONFIG_PASSPHRASE"] === "") {
      throw new Failure(
        "PULUMI_CONFIG_PASSPHRASE is empty, and the passphrase guards every secret of the state; give it a value, or unset it to have one made.",
      );
    }
    return kept;
  }
  const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
  if (file !== "" && (!existsSync(file) || readFileSync(file, "utf8").trim() === "")) {
    throw new Failure(
      `PULUMI_CONFIG_PASSPHRASE_FILE names ${file}, which is missing or empty; write a passphrase into it, or unset the variable to have one made.`,
    );
  }
  return file === "" ? undefined : kept;
}

function hasStacks(stateFolder: string): boolean {
  const stacks = join(stateFolder, "stacks");
  return (
    existsSync(stacks) &&
    readdirSync(stacks, { recursive: true, encoding: "utf8" }).some((name) =>
      name.endsWith(".json"),
    )
  );
}

/** Finds the passphrase of the local state, or makes one for a state that is yet to come. */
export function findPassphrase(env: NodeJS.ProcessEnv, stateFolder: string): Passphrase {
  const given = givenPassphrase(env);
  if (given !== undefined) {
    return given;
  }
  const file = passphraseFile(env);
  const variables = { PULUMI_CONFIG_PASSPHRASE_FILE: file };
  if (existsSync(file)) {
    if (readFileSync(file, "utf8").trim() === "") {
      throw new Failure(`${file} is empty; put the passphrase there, or delete the file.`);
    }
    return { env: variables, notice: undefined };
  }
  if (hasStacks(stateFolder)) {
    throw new Failure(
      `The secrets in ${stateFolder} are encrypted with a passphrase that is not in ${file}; put it there, or set PULUMI_CONFIG_PASSPHRASE.`,
    );
  }
  makePassphrase(file);
  const notice = `A passphrase for the secrets of the state was made. It is in ${file}, for you alone: keep a copy, without it the state can't be read.`;
  return { env: variables, notice };
}
