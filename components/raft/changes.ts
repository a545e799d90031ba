import type * as pulumi from "@pulumi/pulumi";
import { type Inputs, memberAt, sentence, withLook } from "../rules";

/** The component's options, and a look at whether the members of a zone can go the last arguments' way to the next. */
export function withMemberSteps(
  name: string,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-members-change-in-steps`, refuseWrongSteps);
}

/** Fails an update from several members to another number of several, at preview already. */
export function refuseWrongSteps({ oldInputs, newInputs }: Inputs): void {
  const [before, after] = [oldInputs, newInputs].map(replicasIn);
  if (before === undefined || after === undefined || before === 1 || after === 1) return;
  if (before === after) return;
  const violation = `can't follow ${before}, since the zone is made anew; deploy \`replicas: 1\` in between.`;
  throw new Error(sentence("replicas", after, violation));
}

function replicasIn(inputs: unknown): number | undefined {
  if (inputs === undefined) return undefined;
  const replicas = memberAt(inputs, ["replicas"]);
  return typeof replicas === "number" ? replicas : 1;
}
