import * as pulumi from "@pulumi/pulumi";

/** What the SDK has at run time but doesn't declare: the one place of the tests that relies on it. */
interface Undeclared {
  readonly runtime: { waitForRPCs(): Promise<void> };
  readonly unknown: unknown;
}

interface UndeclaredOutput<T> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<T>;
}

const sdk = pulumi as unknown as Undeclared;

/** A value that is only known at update. */
export function unknownUntilUpdate(): pulumi.Output<string> {
  return pulumi.output(sdk.unknown) as pulumi.Output<string>;
}

/** The value of an Output; an Output that isn't known yet is an error instead of a wait without end. */
export async function valueOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  const settled = pulumi.output(output) as unknown as UndeclaredOutput<pulumi.Unwrap<T>>;
  if (!(await settled.isKnown)) throw new Error("the value is not known yet");
  return settled.promise();
}

/** Tells whether an Output is known. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as UndeclaredOutput<unknown>).isKnown;
}

/** What a program made, and what went wrong when its values became known. */
export interface Settled<T> {
  readonly result: T;
  /** One message for each error; the SDK tells every resource that waits for a value. */
  readonly errors: readonly string[];
}

/** Runs a program until every resource of it is registered. */
export async function settle<T>(program: () => T): Promise<Settled<T>> {
  const errors = new Set<string>();
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const failed = new Promise<void>((resolve) => {
    process.on("unhandledRejection", (reason) => {
      errors.add(reason instanceof Error ? reason.message : String(reason));
      setTimeout(resolve, 500);
    });
  });
  try {
    const result = program();
    // A resource that is read by an id that fails is never told so by the SDK, and is waited for without end.
    await Promise.race([sdk.runtime.waitForRPCs(), failed]);
    await allRejectionsTold();
    return { result, errors: [...errors] };
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}

// Node reports a rejection when the microtasks behind it are done.
function allRejectionsTold(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
