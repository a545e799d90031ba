import * as pulumi from "@pulumi/pulumi";
import { withoutFinalDot } from "./addresses";
import { hiddenSentence, type Problems, type Rule, sentence } from "./problems";

/** Whether a value is only known later: an Output or a Promise. */
export function isDeferred(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/**
 * Checks an input against a rule. A plain value is checked at once and its problem collected; a deferred one is
 * checked when it is known, and whoever uses the returned input waits for that.
 */
export function checkInput(
  problems: Problems,
  property: string,
  input: pulumi.Input<string>,
  rule: Rule<string>,
): pulumi.Input<string> {
  if (isDeferred(input)) return checkDeferredInput(property, pulumi.output(input), rule);
  problems.check(property, input, rule);
  return input;
}

/** As `checkInput`, for a value that is known later in any case. */
export function checkDeferredInput(
  property: string,
  output: pulumi.Output<unknown>,
  rule: Rule<string>,
): pulumi.Output<string> {
  return pulumi
    .all([output, pulumi.isSecret(output)])
    .apply(([value, isSecret]) =>
      passed(value, rule, (text) =>
        isSecret ? hiddenSentence(property, text) : sentence(property, value, text),
      ),
    );
}

/** As `checkInput`, for an input that may be left out. */
export function checkOptionalInput(
  problems: Problems,
  property: string,
  input: pulumi.Input<string> | undefined,
  rule: Rule<string>,
): pulumi.Input<string> | undefined {
  return input === undefined ? undefined : checkInput(problems, property, input, rule);
}

/** As `checkInput`, for a DNS name or an address: a final dot is taken off. */
export function checkAddress(
  problems: Problems,
  property: string,
  input: pulumi.Input<string>,
  rule: Rule<string>,
): pulumi.Input<string> {
  return dotless(checkInput(problems, property, input, rule));
}

/** As `checkDefaultedInput`, for a DNS name or an address. */
export function checkDefaultedAddress(
  problems: Problems,
  property: string,
  input: pulumi.Input<string> | undefined,
  rule: Rule<string>,
): pulumi.Input<string> | undefined {
  const checked = checkDefaultedInput(problems, property, input, rule);
  return checked === undefined ? undefined : dotless(checked);
}

function dotless(name: pulumi.Input<string>): pulumi.Input<string> {
  return typeof name === "string"
    ? withoutFinalDot(name)
    : pulumi.output(name).apply(withoutFinalDot);
}

/** As `checkAddress`, for an input that may be left out. */
export function checkOptionalAddress(
  problems: Problems,
  property: string,
  input: pulumi.Input<string> | undefined,
  rule: Rule<string>,
): pulumi.Input<string> | undefined {
  return input === undefined ? undefined : checkAddress(problems, property, input, rule);
}

/**
 * As `checkOptionalInput`, for an input with a default. What turns out to be empty, such as the output that another stack
 * lacks, isn't given, as anywhere: it comes out as "".
 */
export function checkDefaultedInput(
  problems: Problems,
  property: string,
  input: pulumi.Input<string> | undefined,
  rule: Rule<string>,
): pulumi.Input<string> | undefined {
  if (input === undefined || typeof input === "string") {
    return checkOptionalInput(problems, property, input, rule);
  }
  const later = pulumi.output(input).apply((value: unknown) => value ?? "");
  return checkDeferredInput(property, later, (value) => (value === "" ? undefined : rule(value)));
}

/** As `checkOptionalInput`, for a secret: no message holds the value. */
export function checkSecretInput(
  problems: Problems,
  property: string,
  input: pulumi.Input<string> | undefined,
  rule: Rule<string>,
): pulumi.Input<string> | undefined {
  if (input === undefined) return undefined;
  if (isDeferred(input)) {
    return pulumi
      .secret(input)
      .apply((value) => passed(value, rule, (text) => hiddenSentence(property, text)));
  }
  problems.checkSecret(property, input, rule);
  return pulumi.secret(input);
}

// An Output of another language, or of a looser program, may turn out to be anything.
function passed(
  value: unknown,
  rule: Rule<string>,
  sentenceOf: (violation: string) => string,
): string {
  if (typeof value !== "string") throw new Error(sentenceOf("is not a text; give one."));
  const violation = rule(value);
  if (violation !== undefined) throw new Error(sentenceOf(violation));
  return value;
}

/** A text that isn't known yet. The SDK has no public name for it; everything else would be a lie at preview. */
export function unknownText(): pulumi.Output<string> {
  const unknown: unknown = Reflect.get(pulumi, "unknown");
  return pulumi.output({ unknown }).apply((holder) => String(holder.unknown));
}
