import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { Owner } from "../kubernetes";
import type { CredentialsSettings } from "./credentials";
import { generationName, inUse } from "./generations";
import type { KeyRotationSettings } from "./keyRotation";
import { madePassword } from "./madePassword";
import type { RestoredCredentials } from "./restored";

/** A key pair as OpenSSH writes it. */
export interface KeyPair {
  readonly privateKey: pulumi.Output<string>;
  readonly publicKey: pulumi.Output<string>;
}

/** Key pairs of one kind: one in use, and others that are valid beside it. */
export interface Keys {
  readonly inUse: KeyPair;
  /** Public keys that are valid, the one in use first. */
  readonly valid: pulumi.Output<string>[];
}

/** Password and keys that the front-end runs with. */
export interface Secrets {
  readonly oneadminPassword: pulumi.Output<string>;
  readonly ssh: Keys;
  readonly host: Keys;
  /** RSA key of encrypted monitoring, in PEM; absent without. */
  readonly monitor?: KeyPair;
}

/** What decides which credentials there are. */
export interface SecretsOwner extends Pick<Owner, "name" | "opts"> {
  readonly credentials: CredentialsSettings;
  readonly encryptMonitoring: boolean;
  readonly keyRotation: KeyRotationSettings;
}

/** Takes those of a backup or the user's own credentials, and makes those that were left out. */
export function createSecrets(owner: SecretsOwner, restored?: RestoredCredentials): Secrets {
  const credentials = restored ?? owner.credentials;
  const { name, encryptMonitoring, keyRotation, opts } = owner;
  const { oneadminPasswordGeneration, sshKeyGenerations, hostKeyGenerations } = keyRotation;
  const sshKeys = sshKeyGenerations.map((generation) =>
    createKeyPair(
      generationName(`${name}-ssh-key`, generation),
      "credentials.sshPrivateKey",
      credentials.sshPrivateKey,
      { algorithm: "RSA", rsaBits: 4096 },
      opts,
    ),
  );
  const hostKeys = hostKeyGenerations.map((generation) =>
    createKeyPair(
      generationName(`${name}-host-key`, generation),
      "credentials.sshHostKey",
      credentials.sshHostKey,
      { algorithm: "ED25519" },
      opts,
    ),
  );
  return {
    ...(encryptMonitoring ? { monitor: createMonitorKey(owner, restored?.monitorKey) } : {}),
    oneadminPassword: createPassword(
      generationName(`${name}-password`, oneadminPasswordGeneration),
      // A later one follows that of a backup, too.
      oneadminPasswordGeneration === 1 ? credentials.oneadminPassword : undefined,
      opts,
    ),
    ssh: keysOf(sshKeys, keyRotation.furtherSshPublicKeys),
    host: keysOf(hostKeys, keyRotation.furtherHostPublicKeys),
  };
}

function keysOf(pairs: readonly KeyPair[], further: readonly pulumi.Input<string>[]): Keys {
  const valid = pairs.map(({ publicKey }) => publicKey);
  return { inUse: inUse(pairs), valid: [...valid, ...further.map(withoutComment)] };
}

// A comment may hold anything, and the key goes onto a command line.
function withoutComment(key: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(key).apply((line) => line.split(" ", 2).join(" "));
}

function createPassword(
  name: string,
  own: pulumi.Input<string> | undefined,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return own === undefined ? madePassword(name, 32, opts) : pulumi.secret(own);
}

function createKeyPair(
  name: string,
  property: string,
  own: pulumi.Input<string> | undefined,
  kind: tls.PrivateKeyArgs,
  opts: pulumi.CustomResourceOptions,
): KeyPair {
  if (own !== undefined) return ownKeyPair(property, own, opts);
  const key = new tls.PrivateKey(name, kind, opts);
  return {
    privateKey: pulumi.secret(key.privateKeyOpenssh),
    publicKey: key.publicKeyOpenssh.apply((text) => text.trim()),
  };
}

// One is made in any case: whether a backup has one is known too late to tell which resources there are.
function createMonitorKey(
  { name, keyRotation: { monitorKeyGeneration }, opts }: SecretsOwner,
  restored?: pulumi.Output<string>,
): KeyPair {
  const resource = generationName(`${name}-monitor-key`, monitorKeyGeneration);
  const made = new tls.PrivateKey(resource, { algorithm: "RSA", rsaBits: 2048 }, opts);
  const own = { privateKey: pulumi.secret(made.privateKeyPem), publicKey: made.publicKeyPem };
  if (restored === undefined || monitorKeyGeneration !== 1) return own;
  const pair = pulumi.all([restored, own.privateKey, own.publicKey]).apply(async (keys) => {
    const [key, privateKey, publicKey] = keys;
    if (key === "") return { privateKey, publicKey };
    const { publicKeyPem } = await tls.getPublicKey({ privateKeyPem: key }, opts);
    return { privateKey: key, publicKey: publicKeyPem };
  });
  return { privateKey: pair.privateKey, publicKey: pulumi.unsecret(pair.publicKey) };
}

function ownKeyPair(
  property: string,
  own: pulumi.Input<string>,
  opts: pulumi.InvokeOptions,
): KeyPair {
  const privateKey = pulumi.secret(own).apply((text) => `${text.trim()}\n`);
  const publicKey = privateKey.apply((text) => publicKeyOf(property, text, opts));
  // A public key isn't a secret, though it is computed from one.
  return { privateKey, publicKey: pulumi.unsecret(publicKey) };
}

async function publicKeyOf(
  property: string,
  privateKey: string,
  opts: pulumi.InvokeOptions,
): Promise<string> {
  const form = privateKey.includes("BEGIN OPENSSH") ? "privateKeyOpenssh" : "privateKeyPem";
  try {
    const { publicKeyOpenssh } = await tls.getPublicKey({ [form]: privateKey }, opts);
    return publicKeyOpenssh.trim();
  } catch {
    throw new Error(
      `${property}: the value (not shown) is not a private key that works unattended; give one in PEM or OpenSSH form, without passphrase.`,
    );
  }
}
