import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import { gateSecret } from "./gate";
import type { Problems } from "./problems";
import { passwordRule, privateKeyRule } from "./rules";

/** Secrets of the front-end. Each one left out is made once, and kept encrypted in Pulumi's state. */
export interface Credentials {
  /** Password of oneadmin: 1 to 256 printable ASCII characters without white space. Ends in /var/lib/one/.one/one_auth. */
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

/** A key pair as OpenSSH writes it. */
export interface KeyPair {
  readonly privateKey: pulumi.Output<string>;
  readonly publicKey: pulumi.Output<string>;
}

/** Password and keys that the front-end runs with. */
export interface Secrets {
  readonly oneadminPassword: pulumi.Output<string>;
  readonly ssh: KeyPair;
  readonly host: KeyPair;
}

/** Checks the credentials and marks them as secret. */
export function resolveCredentials(
  problems: Problems,
  credentials: Credentials = {},
): CredentialsSettings {
  const { oneadminPassword, sshPrivateKey, sshHostKey } = credentials;
  return {
    oneadminPassword: gateSecret(
      problems,
      "credentials.oneadminPassword",
      oneadminPassword,
      passwordRule,
    ),
    sshPrivateKey: gateSecret(problems, "credentials.sshPrivateKey", sshPrivateKey, privateKeyRule),
    sshHostKey: gateSecret(problems, "credentials.sshHostKey", sshHostKey, privateKeyRule),
  };
}

/** Takes the user's own credentials, and makes those that were left out. */
export function createSecrets(
  name: string,
  credentials: CredentialsSettings,
  opts: pulumi.CustomResourceOptions,
): Secrets {
  return {
    oneadminPassword: createPassword(`${name}-password`, credentials.oneadminPassword, opts),
    ssh: createKeyPair(
      `${name}-ssh-key`,
      "credentials.sshPrivateKey",
      credentials.sshPrivateKey,
      { algorithm: "RSA", rsaBits: 4096 },
      opts,
    ),
    host: createKeyPair(
      `${name}-host-key`,
      "credentials.sshHostKey",
      credentials.sshHostKey,
      { algorithm: "ED25519" },
      opts,
    ),
  };
}

function createPassword(
  name: string,
  own: pulumi.Input<string> | undefined,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (own !== undefined) return pulumi.secret(own);
  return pulumi.secret(
    new random.RandomPassword(name, { length: 32, special: false }, opts).result,
  );
}

function createKeyPair(
  name: string,
  property: string,
  own: pulumi.Input<string> | undefined,
  kind: tls.PrivateKeyArgs,
  opts: pulumi.CustomResourceOptions,
): KeyPair {
  if (own !== undefined) return ownKeyPair(property, own);
  const key = new tls.PrivateKey(name, kind, opts);
  return {
    privateKey: pulumi.secret(key.privateKeyOpenssh),
    publicKey: key.publicKeyOpenssh.apply((text) => text.trim()),
  };
}

function ownKeyPair(property: string, own: pulumi.Input<string>): KeyPair {
  const privateKey = pulumi.secret(own).apply((text) => `${text.trim()}\n`);
  const publicKey = privateKey.apply((text) => publicKeyOf(property, text));
  // A public key is no secret, though it is computed from one.
  return { privateKey, publicKey: pulumi.unsecret(publicKey) };
}

// The library costs a tenth of the whole start and is needed for a user's own keys alone.
async function publicKeyOf(property: string, privateKey: string): Promise<string> {
  const { default: sshpk } = await import("sshpk");
  try {
    const key = sshpk.parsePrivateKey(privateKey, "auto").toPublic();
    key.comment = "";
    return key.toString("ssh").trim();
  } catch {
    throw new Error(
      `${property}: the value (not shown) is not a private key that works unattended; give one in PEM or OpenSSH form, without passphrase.`,
    );
  }
}
