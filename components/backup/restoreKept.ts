import type * as pulumi from "@pulumi/pulumi";
import { type Inputs, memberAt, withLook } from "../rules";

const credentials = ["oneadminPassword", "sshPrivateKey", "sshHostKey"] as const;

/** The component's options, and a look at whether a restore has left the program before its credentials are in it. */
export function withRestoreKept(
  name: string,
  opts: pulumi.ComponentResourceOptions,
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-keeps-restored-credentials`, refuseLost);
}

/** Fails an update after which nobody would know the credentials that came with a backup, at preview already. */
export function refuseLost({ oldInputs, newInputs }: Inputs): void {
  const restores = (inputs: unknown): boolean => memberAt(inputs, ["restore"]) !== undefined;
  if (!restores(oldInputs) || restores(newInputs)) return;
  const missing = credentials.filter(
    (credential) => memberAt(newInputs, ["credentials", credential]) === undefined,
  );
  if (missing.length === 0) return;
  const list = missing.map((credential) => `credentials.${credential}`).join(", ");
  throw new Error(
    `restore: is left out, and with it the backup's password and keys, which hypervisors know; leave it in, since it does nothing more, or give ${list}.`,
  );
}
