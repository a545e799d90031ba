import type * as pulumi from "@pulumi/pulumi";
import { type Inputs, isSameAt, memberAt, sentence, withLook } from "../rules";

/** The component's options, and a look at whether the members of a zone can go the last arguments' way to the next. */
export function withMemberSteps(
  name: string,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-members-change-in-steps`, refuseWrongSteps);
}

const wayOut = (replicas: number): string =>
  `set \`replicas: 1\`, make the change with it or after it, and set \`replicas: ${replicas}\` again.`;

/** Fails an update that the members can't carry out one by one, at preview already. */
export function refuseWrongSteps({ oldInputs, newInputs }: Inputs): void {
  const [before, after] = [oldInputs, newInputs].map(replicasIn);
  if (before === undefined || after === undefined || before === 1 || after === 1) return;
  if (before !== after) {
    const violation = `can't follow ${before}, since the zone is made anew; deploy \`replicas: 1\` in between.`;
    throw new Error(sentence("replicas", after, violation));
  }
  if (isSameAt(["version"], oldInputs, newInputs) === false) {
    const version = memberAt(newInputs, ["version"]);
    const violation = `is another version, and members of one zone can't have databases of two; ${wayOut(after)}`;
    throw new Error(sentence("version", version, violation));
  }
  for (const [path, reason] of whole) {
    // What is known later is judged by the pod itself.
    if (isSameAt(path, oldInputs, newInputs) !== false) continue;
    throw new Error(`${path.join(".")}: ${reason}; ${wayOut(after)}`);
  }
}

const whole: readonly (readonly [path: readonly string[], reason: string])[] = [
  [
    ["credentials", "oneadminPassword"],
    "is new, and members of one zone let each other in by the former one",
  ],
  [
    ["keyRotation", "oneadminPasswordGeneration"],
    "is new, and members of one zone let each other in by the former password",
  ],
  [
    ["keyRotation", "serveradminGeneration"],
    "is new, and each member of the zone would make a password of its own",
  ],
  [["restore"], "has changed, and a backup is put back into one database"],
];

function replicasIn(inputs: unknown): number | undefined {
  if (inputs === undefined) return undefined;
  const replicas = memberAt(inputs, ["replicas"]);
  return typeof replicas === "number" ? replicas : 1;
}
