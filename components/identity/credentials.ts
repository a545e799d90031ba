import type * as pulumi from "@pulumi/pulumi";
import { checkSecretInput, type Problems } from "../rules";
import { passwordRule, privateKeyRule } from "./keys";

/** Secrets of the front-end. Each one left out is made once, and kept encrypted in Pulumi's state. */
export interface Credentials {
  /**
   * Password of oneadmin: at least 8 printable characters without white space, emoji and ":", at most 256 bytes of
   * UTF-8, and none of those that everybody guesses. Default: 32 letters and digits.
   * Ends in /var/lib/one/.one/one_auth.
   */
  oneadminPassword?: pulumi.Input<string>;
  /**
   * Private key with which oneadmin logs in to hypervisors, PEM or OpenSSH form, without passphrase. Default: RSA of
   * 4096 bits. Ends in /var/lib/one/.ssh/id_rsa.
   */
  sshPrivateKey?: pulumi.Input<string>;
  /**
   * Private host key of the front-end's SSH server, PEM or OpenSSH form, without passphrase. Hypervisors pin it, so it
   * must stay the same. Default: ED25519.
   */
  sshHostKey?: pulumi.Input<string>;
}

export type CredentialsSettings = Credentials;

/** Checks the credentials and marks them as secret. */
export function resolveCredentials(
  problems: Problems,
  credentials: Credentials = {},
): CredentialsSettings {
  const { oneadminPassword, sshPrivateKey, sshHostKey } = credentials;
  return {
    oneadminPassword: checkSecretInput(
      problems,
      "credentials.oneadminPassword",
      oneadminPassword,
      passwordRule,
    ),
    sshPrivateKey: checkSecretInput(
      problems,
      "credentials.sshPrivateKey",
      sshPrivateKey,
      privateKeyRule,
    ),
    sshHostKey: checkSecretInput(problems, "credentials.sshHostKey", sshHostKey, privateKeyRule),
  };
}
