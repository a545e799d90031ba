import { generateKeyPairSync } from "node:crypto";
import sshpk from "sshpk";

export interface Sample {
  readonly privateKey: string;
  /** As OpenSSH writes it, without comment. */
  readonly publicKey: string;
}

/** The public part of a private key, as the provider tls would tell it. */
export function publicKeyOf(pem: string): string {
  const key = sshpk.parsePrivateKey(pem, "auto").toPublic();
  key.comment = "";
  return key.toString("ssh").trim();
}

function sample(privateKey: string): Sample {
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** Another key of the kind that is made for oneadmin. */
export function anotherKey(): Sample {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return sample(privateKey.export({ type: "pkcs1", format: "pem" }).toString());
}

/** Another key of the kind that is made for the SSH server. */
export function anotherHostKey(): Sample {
  return sample(sshpk.generatePrivateKey("ed25519").toString("openssh"));
}

/** Keys made for this run: no private key, not even a worthless one, lies in the repository. */
export const sampleKeys = {
  pkcs1: sample(rsa.export({ type: "pkcs1", format: "pem" }).toString()),
  pkcs8: sample(rsa.export({ type: "pkcs8", format: "pem" }).toString()),
  sec1: sample(ec.export({ type: "sec1", format: "pem" }).toString()),
  openssh: sample(sshpk.generatePrivateKey("ed25519").toString("openssh")),
  /** An encrypted one, of which nothing but the algorithm can be told. */
  encrypted: rsa
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "canary-phrase" })
    .toString(),
  get credentials(): { sshPrivateKey: string; sshHostKey: string } {
    return { sshPrivateKey: this.pkcs1.privateKey, sshHostKey: this.openssh.privateKey };
  },
};
