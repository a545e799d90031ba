import type * as pulumi from "@pulumi/pulumi";
import { checkSecretInput, type Problems } from "../rules";
import type { Credentials } from "./credentials";
import { generationRule, generationsRule } from "./generations";
import type { KeyRotation } from "./keyRotation";

/** Where passwords are made, or given. */
export interface PasswordPlaces {
  /** Whether the front-end has a database of its own. */
  readonly bundled?: boolean;
  /** Whether backups are made, and with whose password. */
  readonly backup?: "made" | "given";
}

/** The part of the rotation that is about passwords. */
export interface PasswordRotationSettings {
  readonly oneadminPasswordGeneration: number;
  readonly serveradminGeneration: number;
  readonly databasePasswordGenerations: number[];
  readonly backupPasswordGenerations: number[];
  readonly formerBackupPassword?: pulumi.Input<string>;
}

/** Checks which passwords are valid and fills in what was left out. */
export function resolvePasswordRotation(
  problems: Problems,
  rotation: KeyRotation,
  credentials: Credentials,
  places: PasswordPlaces,
): PasswordRotationSettings {
  const {
    oneadminPasswordGeneration = 1,
    serveradminGeneration = 1,
    databasePasswordGenerations = [1],
    backupPasswordGenerations = [1],
  } = rotation;
  const path = (key: keyof KeyRotation): string => `keyRotation.${key}`;
  problems.check(path("oneadminPasswordGeneration"), oneadminPasswordGeneration, generationRule);
  problems.check(path("serveradminGeneration"), serveradminGeneration, generationRule);
  problems.check(path("databasePasswordGenerations"), databasePasswordGenerations, generationsRule);
  problems.check(path("backupPasswordGenerations"), backupPasswordGenerations, generationsRule);
  refuseIdle(problems, rotation, credentials, places);
  const former = checkSecretInput(
    problems,
    path("formerBackupPassword"),
    rotation.formerBackupPassword,
    () => undefined,
  );
  return {
    oneadminPasswordGeneration,
    serveradminGeneration,
    databasePasswordGenerations,
    backupPasswordGenerations,
    ...(former === undefined ? {} : { formerBackupPassword: former }),
  };
}

// What would have no effect is a mistake, and nobody would notice that nothing was rotated.
function refuseIdle(
  problems: Problems,
  rotation: KeyRotation,
  { oneadminPassword }: Credentials,
  { bundled = false, backup }: PasswordPlaces,
): void {
  const idle = (key: keyof KeyRotation, isIdle: boolean, why: string): void => {
    const value = rotation[key];
    if (!isIdle || value === undefined || isFirst(value)) return;
    problems.addWithoutValue(`keyRotation.${key}`, why);
  };
  idle(
    "oneadminPasswordGeneration",
    oneadminPassword !== undefined,
    "has no effect while credentials.oneadminPassword gives the password; give another one there.",
  );
  idle(
    "databasePasswordGenerations",
    !bundled,
    "is of database.bundled, and there is none; of an external server, make a new Secret and name it in database.existingSecret.",
  );
  idle(
    "backupPasswordGenerations",
    backup !== "made",
    "is of the password that is made for backup, and there is none; of a given one, use formerBackupPassword.",
  );
  if (rotation.formerBackupPassword !== undefined && backup !== "given") {
    problems.addWithoutValue(
      "keyRotation.formerBackupPassword",
      "goes with backup.password alone; of one that is made, use backupPasswordGenerations.",
    );
  }
}

/** Whether a generation, or a list of them, is the one that there is without a word. */
function isFirst(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 1 && value[0] === 1 : value === 1;
}
