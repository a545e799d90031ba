import * as pulumi from "@pulumi/pulumi";
import { privateKeyRule, publicKeyRule } from "../identity";
import {
  checkAddress,
  checkInput,
  checkSecretInput,
  hypervisorAddressRule,
  portRule,
  type Problems,
  type Rule,
} from "../rules";

/** A folder of a machine with an SSH server. */
export interface SftpFolder {
  /** DNS name or IPv4 address of the machine. */
  host: pulumi.Input<string>;
  /** TCP port of its SSH server. Default: 22. */
  port?: number;
  /** User to log in as. */
  user: pulumi.Input<string>;
  /** Absolute path of the folder, which the user may write. */
  path: pulumi.Input<string>;
  /** Private key of the user, PEM or OpenSSH form, without passphrase. */
  privateKey: pulumi.Input<string>;
  /** Public SSH host key of the machine, "ssh-ed25519 AAAA…". */
  hostKey: pulumi.Input<string>;
}

const userRule: Rule<string> = (value) =>
  /^[A-Za-z_][A-Za-z0-9._-]{0,31}$/.test(value)
    ? undefined
    : "is not the name of a user; use at most 32 letters, digits, dots, hyphens and underscores.";

const pathRule: Rule<string> = (value) =>
  /^(\/[A-Za-z0-9._-]+)+$/.test(value)
    ? undefined
    : 'is not an absolute path; write one such as "/srv/backups/opennebula", of letters, digits, ".", "_" and "-".';

/** Checks the folder and marks the key as secret. */
export function resolveSftp(
  problems: Problems,
  path: string,
  { host, port = 22, user, path: folder, privateKey, hostKey }: SftpFolder,
): SftpFolder {
  problems.check(`${path}.port`, port, portRule);
  return {
    host: checkAddress(problems, `${path}.host`, host, hypervisorAddressRule),
    port,
    user: checkInput(problems, `${path}.user`, user, userRule),
    path: checkInput(problems, `${path}.path`, folder, pathRule),
    privateKey:
      checkSecretInput(problems, `${path}.privateKey`, privateKey, privateKeyRule) ?? privateKey,
    hostKey: checkInput(problems, `${path}.hostKey`, hostKey, publicKeyRule),
  };
}

/** The folder in restic's words. */
export function sftpLocation({ host, user, path }: SftpFolder): pulumi.Output<string> {
  return pulumi.interpolate`sftp:${user}@${host}:${path}`;
}
