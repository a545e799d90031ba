import { errorText } from "./failure";
import type { JsonObject } from "./json";
import type { Monitor } from "./monitor";
import type { Asked, Deployed, Request } from "./resource";

/** What a program in JavaScript tells the monitor by messages between processes of Node's. */
export type Told =
  | { readonly kind: "resource"; readonly request: Request }
  | { readonly kind: "read"; readonly asked: Asked; readonly id: string }
  | { readonly kind: "outputs"; readonly urn: string; readonly outputs: JsonObject }
  | { readonly kind: "warnings" | "errors"; readonly text: string };

/** What it hears: of a resource, its state as far as that isn't what it gave. */
export interface Heard {
  readonly error?: string;
  readonly urn?: string;
  readonly id?: string | undefined;
  readonly changed?: JsonObject;
  readonly gone?: readonly string[];
}

/** A message, with the number that its answer has as well. */
export type Numbered<Content> = Content & { readonly number: number };

/** Has the monitor answer to what a program tells. */
export async function heardOf(monitor: Monitor, told: Told): Promise<Heard> {
  try {
    return await answered(monitor, told);
  } catch (error) {
    return { error: errorText(error) };
  }
}

async function answered(monitor: Monitor, told: Told): Promise<Heard> {
  switch (told.kind) {
    case "resource":
      return difference(told.request.inputs, await monitor.register(told.request, []));
    case "read":
      return difference(told.asked.inputs, monitor.read(told.asked, told.id));
    case "outputs":
      monitor.outputs(told.urn, told.outputs);
      return {};
    default:
      monitor[told.kind].push(told.text);
      return {};
  }
}

function difference(inputs: JsonObject, { urn, id, state }: Deployed): Heard {
  return {
    urn,
    id,
    changed: Object.fromEntries(Object.entries(state).filter(([key, it]) => it !== inputs[key])),
    gone: Object.keys(inputs).filter((key) => !(key in state)),
  };
}

/** Sends messages to the parent, and keeps this process until they are answered. */
export function channelToParent(): (told: Told) => Promise<Heard> {
  const waiting = new Map<number, (heard: Heard) => void>();
  let sent = 0;
  process.on("message", ({ number, ...heard }: Numbered<Heard>) => {
    waiting.get(number)?.(heard);
    waiting.delete(number);
    if (waiting.size === 0) process.channel?.unref();
  });
  process.channel?.unref();
  return (told) =>
    new Promise((resolve) => {
      process.channel?.ref();
      waiting.set(++sent, resolve);
      process.send?.({ ...told, number: sent });
    });
}
