import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { generationName } from "./generations";

/** A password of letters and digits that is made once and kept in the state, of as many characters as `length`. */
export function madePassword(
  resource: string,
  length: number,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return pulumi.secret(
    new random.RandomPassword(resource, { length, special: false }, opts).result,
  );
}

/** Such passwords that are valid at once, one of each generation. */
export function madePasswords(
  resource: string,
  generations: readonly number[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string>[] {
  return generations.map((generation) =>
    madePassword(generationName(resource, generation), 40, opts),
  );
}
