import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import { standsForAKey } from "./credentials";
import type { Settings } from "./resolve";

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
  /** RSA key of encrypted monitoring, in PEM; absent without. */
  readonly monitor?: KeyPair;
}

/** Takes the user's own credentials, and makes those that were left out. */
export function createSecrets(
  name: string,
  { credentials, encryptMonitoring }: Settings,
  opts: pulumi.CustomResourceOptions,
): Secrets {
  return {
    ...(encryptMonitoring ? { monitor: createMonitorKey(`${name}-monitor-key`, opts) } : {}),
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

function createMonitorKey(name: string, opts: pulumi.CustomResourceOptions): KeyPair {
  const key = new tls.PrivateKey(name, { algorithm: "RSA", rsaBits: 2048 }, opts);
  return { privateKey: pulumi.secret(key.privateKeyPem), publicKey: key.publicKeyPem };
}

function ownKeyPair(property: string, own: pulumi.Input<string>): KeyPair {
  const privateKey = pulumi.secret(own).apply((text) => `${text.trim()}\n`);
  const publicKey = privateKey.apply((text) => publicKeyOf(property, text));
  // A public key is no secret, though it is computed from one.
  return { privateKey, publicKey: pulumi.unsecret(publicKey) };
}

// The library costs a tenth of the whole start and is needed for a user's own keys alone.
async function publicKeyOf(property: string, privateKey: string): Promise<string> {
  if (standsForAKey(privateKey)) return privateKey.trim();
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
