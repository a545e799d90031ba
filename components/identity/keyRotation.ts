import type * as pulumi from "@pulumi/pulumi";
import { checkInput, type Problems, type Rule } from "../rules";
import type { Credentials } from "./credentials";
import { publicKeyRule } from "./keys";

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

export interface KeyRotationSettings extends KeyRotation {
  readonly sshKeyGenerations: number[];
  readonly hostKeyGenerations: number[];
  readonly monitorKeyGeneration: number;
  readonly furtherSshPublicKeys: pulumi.Input<string>[];
  readonly furtherHostPublicKeys: pulumi.Input<string>[];
}

const generationRule: Rule<number> = (value) =>
  Number.isInteger(value) && value >= 1 && value <= 9999
    ? undefined
    : "is not a generation; count with whole numbers from 1 to 9999.";

const generationsRule: Rule<number[]> = (value) => {
  if (value.length === 0) return "has no generation; name the one in use, such as [1].";
  if (new Set(value).size < value.length) return "names a generation twice; name each one once.";
  return value.map(generationRule).find((violation) => violation !== undefined);
};

/** Checks which keys are valid and fills in what was left out. */
export function resolveKeyRotation(
  problems: Problems,
  rotation: KeyRotation = {},
  credentials: Credentials = {},
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
