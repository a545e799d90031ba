import * as pulumi from "@pulumi/pulumi";
import { hiddenSentence } from "../rules";
import type { CredentialsSettings } from "./credentials";

/** Credentials that a backup holds. */
export interface RestoredCredentials {
  readonly oneadminPassword: pulumi.Output<string>;
  readonly sshPrivateKey: pulumi.Output<string>;
  readonly sshHostKey: pulumi.Output<string>;
  /** RSA key of encrypted monitoring; empty if there was none. */
  readonly monitorKey: pulumi.Output<string>;
}

const keys = {
  oneadminPassword: "oneadmin-password",
  sshPrivateKey: "ssh-private-key",
  sshHostKey: "ssh_host_key",
} as const;

type Data = Readonly<Record<string, string>> | undefined;

/** Takes the credentials out of the Secret's data. A given one that is another is an error. */
export function restoredCredentials(
  given: CredentialsSettings,
  data: pulumi.Output<Data>,
): RestoredCredentials {
  const taken = (name: keyof typeof keys): pulumi.Output<string> =>
    pulumi.secret(
      pulumi
        .all([data, given[name]])
        .apply(([found, own]) => agreed(name, decoded(name, found), own)),
    );
  return {
    oneadminPassword: taken("oneadminPassword"),
    sshPrivateKey: taken("sshPrivateKey"),
    sshHostKey: taken("sshHostKey"),
    monitorKey: pulumi.secret(data.apply((found) => text(found, "monitor-private-key") ?? "")),
  };
}

function decoded(name: keyof typeof keys, data: Data): string {
  // A Job that is done has left data. Where none ever ran, the image refuses what stands for the value.
  if (data === undefined) return `placeholder-for-restored-${keys[name]}`;
  const value = text(data, keys[name]);
  if (value !== undefined) return value;
  throw new Error(`restore: the Job has left no ${keys[name]}; see its log.`);
}

function text(data: Data, key: string): string | undefined {
  const value = data?.[key];
  return value === undefined ? undefined : Buffer.from(value, "base64").toString("utf8");
}

function agreed(name: keyof typeof keys, value: string, own: string | undefined): string {
  if (own !== undefined && own.trim() !== value.trim() && !value.startsWith("placeholder-for-")) {
    throw new Error(
      hiddenSentence(
        `credentials.${name}`,
        "is not the one that the backup of `restore` holds, and the backup's wins; leave it out, or give that one.",
      ),
    );
  }
  return value;
}
