import { listOf, tryKubectl } from "./kubectl";

/** An object that has a value in the place in question. Without a name it gets one. */
export interface Holder {
  readonly kind: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec?: object;
}

/** Which of the values a real API server takes. In a dry run it keeps nothing, and allocates nothing either. */
export async function acceptedValues<T>(
  namespace: string,
  values: readonly T[],
  holder: (value: T) => Holder,
  dryRun: "server" | "none" = "server",
): Promise<T[]> {
  const objects = values.map((value, index) => {
    const { metadata, ...others } = holder(value);
    return { apiVersion: "v1", ...others, metadata: { name: `value-${index}`, ...metadata } };
  });
  const args = ["create", "-n", namespace, `--dry-run=${dryRun}`, "-o", "name", "-f", "-"];
  const { stdout } = await tryKubectl(args, { input: listOf(objects) });
  const lines = stdout.split("\n").filter((line) => line !== "");
  const accepted = new Set(lines.map((line) => line.slice(line.indexOf("/") + 1)));
  return values.filter((_value, index) => accepted.has(String(objects[index]?.metadata.name)));
}
