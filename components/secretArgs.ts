import * as pulumi from "@pulumi/pulumi";
import type { OpenNebulaArgs } from "./args";
import { secretBackup, secretRestore } from "./backup";
import { givenArgs } from "./rules";

/** The arguments as they may stand in Pulumi's state: what is secret is marked so, however it was given. */
export function secretArgs(loose: OpenNebulaArgs): OpenNebulaArgs {
  const args = givenArgs(loose);
  const { backup, credentials, image, keyRotation, settings, remotes, restore } = args;
  const build = image.build;
  return {
    ...args,
    ...(backup === undefined ? {} : { backup: secretBackup(backup) }),
    ...(restore === undefined ? {} : { restore: secretRestore(restore) }),
    ...(keyRotation?.formerBackupPassword === undefined
      ? {}
      : {
          keyRotation: {
            ...keyRotation,
            formerBackupPassword: pulumi.secret(keyRotation.formerBackupPassword),
          },
        }),
    ...(credentials === undefined ? {} : { credentials: allSecret(credentials) }),
    ...(build?.password === undefined
      ? {}
      : { image: { ...image, build: { ...build, password: pulumi.secret(build.password) } } }),
    ...(settings === undefined ? {} : { settings: settings.map(secretSetting) }),
    ...(remotes === undefined ? {} : { remotes: remotes.map(secretFile) }),
  };
}

function allSecret<T extends object>(group: T): T {
  const entries = Object.entries(group).map(([key, value]: [string, unknown]) => [
    key,
    pulumi.secret(value),
  ]);
  return { ...group, ...(Object.fromEntries(entries) as Partial<T>) };
}

function secretSetting<T extends { secret?: boolean; value?: pulumi.Input<string> }>(
  setting: T,
): T {
  return setting.secret === true && setting.value !== undefined
    ? { ...setting, value: pulumi.secret(setting.value) }
    : setting;
}

function secretFile<T extends { secret?: boolean; content?: pulumi.Input<string> }>(file: T): T {
  return file.secret === true && file.content !== undefined
    ? { ...file, content: pulumi.secret(file.content) }
    : file;
}
