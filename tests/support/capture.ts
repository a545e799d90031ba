import { once } from "node:events";
import { inflateSync } from "node:zlib";
import type { Gap } from "./needs";
import type { OutsideHost } from "./outsideHost";
import { executableOnPath } from "./searchPath";

/** Why packets can't be looked at; undefined if they can. */
export function captureGap(): Gap {
  return executableOnPath("tcpdump", process.env) === undefined
    ? "there is no tcpdump on PATH"
    : undefined;
}

/** What the next datagram with a message of a type holds that leaves a machine for an address, unpacked. */
export async function nextReport(
  host: OutsideHost,
  type: string,
  address: string,
): Promise<string> {
  const filter = `udp and dst host ${address}`;
  // -A shows the text of each packet, -s 0 all of it.
  const child = host.spawn("tcpdump", "-i", "any", "-n", "-l", "-A", "-s", "0", filter);
  const message = new RegExp(`${type} SUCCESS \\d+ \\d+ ([A-Za-z0-9+/]+={0,2})`);
  const timer = setTimeout(() => child.kill(), 150_000);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
    // The packet is whole when the next one has begun.
    const found = message.exec(text);
    if (found !== null && found.index + found[0].length < text.length) child.kill();
  });
  await once(child, "close");
  clearTimeout(timer);
  const packed = message.exec(text)?.[1];
  if (packed === undefined) throw new Error(`no ${type} went to ${address} in time: ${text}`);
  return inflateSync(Buffer.from(packed, "base64")).toString("latin1");
}
