import type * as pulumi from "@pulumi/pulumi";
import { type Inputs, memberAt, sentence, withLook } from "../rules";

const kinds = [
  { generations: "sshKeyGenerations", given: "sshPrivateKey" },
  { generations: "hostKeyGenerations", given: "sshHostKey" },
] as const;

// Of these the next one may be put in use at once, but the last one must still be valid until the pod has it.
const passwords = [
  { generations: "databasePasswordGenerations", of: ["database", "bundled"] },
  { generations: "backupPasswordGenerations", of: ["backup"] },
] as const;

/** The component's options, and a look at its last arguments before they change. */
export function withKeySteps(
  name: string,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-keys-change-in-steps`, refuseUnknownKeys);
}

/** Fails an update that puts a key in use which hypervisors haven't got yet, at preview already. */
export function refuseUnknownKeys({ oldInputs, newInputs }: Inputs): void {
  for (const { generations, given } of kinds) {
    if ([oldInputs, newInputs].some((inputs) => isGiven(inputs, given))) continue;
    const before = generationsIn(oldInputs, generations);
    const after = generationsIn(newInputs, generations);
    const [inUse] = after;
    if (inUse === undefined || before.includes(inUse)) continue;
    const violation = `puts a key in use that hypervisors haven't got, since the last deployment had ${JSON.stringify(before)}; deploy ${JSON.stringify([...before, inUse])} first.`;
    throw new Error(sentence(`keyRotation.${generations}`, after, violation));
  }
  for (const { generations, of } of passwords) {
    if ([oldInputs, newInputs].some((inputs) => memberAt(inputs, of) === undefined)) continue;
    const [last] = generationsIn(oldInputs, generations);
    const after = generationsIn(newInputs, generations);
    if (last === undefined || after.includes(last)) continue;
    const violation = `takes away the password ${last}, which is in use until the next one is; deploy ${JSON.stringify([...after, last])} first.`;
    throw new Error(sentence(`keyRotation.${generations}`, after, violation));
  }
}

function isGiven(inputs: unknown, credential: string): boolean {
  return memberAt(inputs, ["credentials", credential]) !== undefined;
}

function generationsIn(inputs: unknown, generations: string): number[] {
  const list = memberAt(inputs, ["keyRotation", generations]);
  return Array.isArray(list) ? list.filter((one) => typeof one === "number") : [1];
}
