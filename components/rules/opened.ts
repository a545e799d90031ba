import * as pulumi from "@pulumi/pulumi";

/**
 * What the engine says of a resource, as plain values: the SDK makes a secret Output of each property that has a secret
 * somewhere in it. A property of which something is known later stays an Output.
 */
export async function opened(properties: object | undefined): Promise<Record<string, unknown>> {
  const entries = Object.entries(properties ?? {}).map(
    async ([key, value]: [string, unknown]) => [key, await openedValue(value)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function openedValue(value: unknown): Promise<unknown> {
  if (!pulumi.Output.isInstance(value)) return value;
  let found: unknown = value;
  value.apply((known: unknown) => {
    found = known;
  });
  // All of it is in memory already, so what is known by now is all that will be known in this run.
  await new Promise((resolve) => setImmediate(resolve));
  return found;
}
