/** A value of XML-RPC, as far as OpenNebula's methods take one. */
export type RpcValue = string | number | boolean | readonly never[];

/** oned's answer: what it says, or why it doesn't do it. */
export interface RpcAnswer {
  readonly good: boolean;
  readonly value: string;
}

const types = { string: "string", number: "i4", boolean: "boolean" } as const;

/** Calls a method of oned at an address; throws where no answer comes within the time. */
export async function callOned(
  address: string,
  method: string,
  params: readonly RpcValue[],
  seconds = 10,
): Promise<RpcAnswer> {
  const body = `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${params
    .map((param) => `<param><value>${written(param)}</value></param>`)
    .join("")}</params></methodCall>`;
  const response = await fetch(`http://${address}:2633/RPC2`, {
    method: "POST",
    headers: { "content-type": "text/xml", connection: "close" },
    body,
    signal: AbortSignal.timeout(seconds * 1000),
  });
  const text = await response.text();
  const [, flag, value = ""] =
    /<boolean>([01])<\/boolean>.*?<(?:i4|int|string)>(.*?)<\/(?:i4|int|string)>/s.exec(text) ?? [];
  if (flag === undefined) throw new Error(`no answer of oned: ${text.slice(0, 200)}`);
  return { good: flag === "1", value };
}

function written(value: RpcValue): string {
  if (typeof value === "object") return "<array><data></data></array>";
  const type = types[typeof value as keyof typeof types];
  const text = typeof value === "boolean" ? String(Number(value)) : String(value);
  return `<${type}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${type}>`;
}
