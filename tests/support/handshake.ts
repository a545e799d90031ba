import type { OutsideHost } from "./outsideHost";

/** What is tried on a port. */
export interface Attempt {
  readonly address: string;
  readonly port: number;
  /** Certificate of the authority that the client trusts. */
  readonly authority: string;
  /** The newest version that the client speaks. Default: its newest. */
  readonly version?: "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
  /** What the client says once it is through; the answer is read to its end. */
  readonly says?: string;
}

/** What became of it. */
export interface Handshake {
  /** The version that was agreed on; undefined if none was. */
  readonly version?: string;
  /** Serial number of the certificate. */
  readonly serial?: string;
  /** What was answered. */
  readonly answer?: string;
  /** Why it failed. */
  readonly error?: string;
}

const script = `
  const { address: host, port, authority: ca, version: maxVersion, says } = JSON.parse(process.argv[1]);
  const old = maxVersion === "TLSv1.1" ? { minVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" } : {};
  const socket = require("tls").connect({ host, port, ca, maxVersion, ...old, timeout: 10000 });
  const told = {};
  const end = () => { socket.destroy(); console.log(JSON.stringify(told)); process.exit(0); };
  socket.on("error", ({ code, message }) => { told.error = code ?? message; end(); });
  socket.on("timeout", () => { told.error = "ETIMEDOUT"; end(); });
  socket.on("secureConnect", () => {
    told.version = socket.getProtocol();
    told.serial = socket.getPeerCertificate().serialNumber;
    if (says === undefined) return end();
    told.answer = "";
    socket.on("data", (chunk) => (told.answer += chunk)).on("close", end).write(says);
  });`;

/** Tries to speak TLS with a port, from outside the cluster. */
export async function handshake(host: OutsideHost, attempt: Attempt): Promise<Handshake> {
  const { stdout } = await host.node(script, JSON.stringify(attempt));
  return JSON.parse(stdout) as Handshake;
}

const plainScript = `
  const [host, port] = process.argv.slice(1);
  const socket = require("net").connect({ host, port: Number(port), timeout: 10000 });
  let answer = "";
  socket.on("connect", () => socket.write("GET / HTTP/1.0\\r\\n\\r\\n")).on("data", (chunk) => (answer += chunk));
  socket.on("timeout", () => socket.destroy()).on("error", () => {}).on("close", () => console.log(JSON.stringify(answer)));`;

/** What a port answers to who speaks HTTP without TLS. */
export async function plainAnswer(
  host: OutsideHost,
  address: string,
  port: number,
): Promise<string> {
  const { stdout } = await host.node(plainScript, address, String(port));
  return JSON.parse(stdout) as string;
}
