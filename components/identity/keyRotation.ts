import type * as pulumi from "@pulumi/pulumi";
import { checkInput, type Problems } from "../rules";
import type { Credentials } from "./credentials";
import { generationRule, generationsRule } from "./generations";
import { publicKeyRule } from "./keys";
import {
  type PasswordPlaces,
  type PasswordRotationSettings,
  resolvePasswordRotation,
} from "./passwordRotation";

/** Keys that are valid beside the ones in use, so that a key changes in two steps and no hypervisor is lost. */
export interface KeyRotation {
  /**
   * Generations of oneadmin's SSH key: the first one is in use, and hypervisors let all of them in. [1], then [1, 2],
   * then [2] changes the key; an update that puts a key in use which wasn't listed before is refused. A number that is
   * new makes a key, one that leaves the list takes its key away. Ends in ~oneadmin/.ssh/authorized_keys. Default: [1].
   */
  sshKeyGenerations?: number[];
  /**
   * The same of the front-end's SSH host key: the first one is shown, and hypervisors accept all of them. Ends in
   * ~oneadmin/.ssh/known_hosts of the hypervisors. Default: [1].
   */
  hostKeyGenerations?: number[];
  /**
   * Generation of the RSA key of `encryptMonitoring`. Another number makes another key, and hypervisors encrypt with it
   * as soon as the front-end has it. Ends in /etc/one/monitord.conf, NETWORK/PUBKEY. Default: 1.
   */
  monitorKeyGeneration?: number;
  /**
   * Generation of oneadmin's password. Another number makes another one, which the pod brings into the database at its next
   * start. Not with `credentials.oneadminPassword`, which changes by itself. Default: 1.
   */
  oneadminPasswordGeneration?: number;
  /**
   * Generation of the password of serveradmin, as whom Sunstone, OneFlow and OneGate speak to oned. Another number than the
   * last one has the pod make another one at its next start; 1 leaves it alone. Ends in the files of
   * /var/lib/one/.one whose names end in _auth. Default: 1.
   */
  serveradminGeneration?: number;
  /**
   * Generations of the password of `database.bundled`: the first one is in use, and the server lets all of them in. [1],
   * then [2, 1], then [2] changes it; an update that takes away the one in use is refused. Default: [1].
   */
  databasePasswordGenerations?: number[];
  /**
   * Generations of the password that is made for `backup`: the first one is in use and is the output `backupPassword`; of
   * two, the next backup adds it to the repository by the second. [1], then [2, 1], then [2], which takes the former key
   * away. Default: [1].
   */
  backupPasswordGenerations?: number[];
  /**
   * Password that the repository had before `backup.password`: while it is given, the next backup adds the new one by it,
   * and when it is left out again, its key goes. Default: none.
   */
  formerBackupPassword?: pulumi.Input<string>;
  /**
   * Further public keys that hypervisors and front-end let in as oneadmin, such as the one that is to follow
   * `credentials.sshPrivateKey`. Default: none.
   */
  furtherSshPublicKeys?: pulumi.Input<string>[];
  /**
   * Further public host keys that hypervisors accept of the front-end, such as the one that is to follow
   * `credentials.sshHostKey`. Default: none.
   */
  furtherHostPublicKeys?: pulumi.Input<string>[];
}

export interface KeyRotationSettings
  extends Omit<KeyRotation, keyof PasswordRotationSettings>, PasswordRotationSettings {
  readonly sshKeyGenerations: number[];
  readonly hostKeyGenerations: number[];
  readonly monitorKeyGeneration: number;
  readonly furtherSshPublicKeys: pulumi.Input<string>[];
  readonly furtherHostPublicKeys: pulumi.Input<string>[];
}

/** Checks which keys are valid and fills in what was left out. */
export function resolveKeyRotation(
  problems: Problems,
  rotation: KeyRotation = {},
  credentials: Credentials = {},
  places: PasswordPlaces = {},
): KeyRotationSettings {
  const { sshKeyGenerations = [1], hostKeyGenerations = [1], monitorKeyGeneration = 1 } = rotation;
  checkGenerations(problems, "sshKey", sshKeyGenerations, credentials.sshPrivateKey);
  checkGenerations(problems, "hostKey", hostKeyGenerations, credentials.sshHostKey);
  problems.check("keyRotation.monitorKeyGeneration", monitorKeyGeneration, generationRule);
  return {
    sshKeyGenerations,
    hostKeyGenerations,
    monitorKeyGeneration,
    furtherSshPublicKeys: publicKeys(problems, "furtherSshPublicKeys", rotation),
    furtherHostPublicKeys: publicKeys(problems, "furtherHostPublicKeys", rotation),
    ...resolvePasswordRotation(problems, rotation, credentials, places),
  };
}

/** Whether hypervisors are to know more than the one key of each kind that they were given first. */
export function rotates(rotation: KeyRotationSettings): boolean {
  const { sshKeyGenerations, hostKeyGenerations, monitorKeyGeneration } = rotation;
  const generations = [...sshKeyGenerations, ...hostKeyGenerations, monitorKeyGeneration];
  const further = [...rotation.furtherSshPublicKeys, ...rotation.furtherHostPublicKeys];
  return further.length > 0 || generations.some((generation) => generation !== 1);
}

function checkGenerations(
  problems: Problems,
  kind: "sshKey" | "hostKey",
  generations: number[],
  own: pulumi.Input<string> | undefined,
): void {
  const property = `keyRotation.${kind}Generations`;
  problems.check(property, generations, generationsRule);
  if (own !== undefined && generations.some((generation) => generation !== 1)) {
    const [given, further] =
      kind === "sshKey"
        ? ["sshPrivateKey", "furtherSshPublicKeys"]
        : ["sshHostKey", "furtherHostPublicKeys"];
    problems.add(
      property,
      generations,
      `has no effect while credentials.${given} gives the key; leave one of them out, or announce the next key in keyRotation.${further}.`,
    );
  }
}

function publicKeys(
  problems: Problems,
  field: "furtherSshPublicKeys" | "furtherHostPublicKeys",
  rotation: KeyRotation,
): pulumi.Input<string>[] {
  return (rotation[field] ?? []).map((key, index) =>
    checkInput(problems, `keyRotation.${field}[${index}]`, key, publicKeyRule),
  );
}
