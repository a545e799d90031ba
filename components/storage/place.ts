import type * as pulumi from "@pulumi/pulumi";
import { checkOptionalInput, objectNameRule, type Problems } from "../rules";

/** Where the data of a claim is: in a class of volumes, or where a claim that exists has it. */
export interface Place {
  storageClass?: pulumi.Input<string>;
  existingClaim?: pulumi.Input<string>;
}

/** Checks the place that a group of arguments names. */
export function resolvePlace(problems: Problems, path: string, place: Place): Place {
  const checked = (key: keyof Place): pulumi.Input<string> | undefined =>
    checkOptionalInput(problems, `${path}.${key}`, place[key], objectNameRule);
  const storageClass = checked("storageClass");
  const existingClaim = checked("existingClaim");
  if (existingClaim !== undefined && storageClass !== undefined) {
    problems.addWithoutValue(
      `${path}.storageClass`,
      `has no effect on the claim that ${path}.existingClaim names; leave one of the two out.`,
    );
  }
  return {
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(existingClaim === undefined ? {} : { existingClaim }),
  };
}
