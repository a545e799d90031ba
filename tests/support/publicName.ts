import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { connect, type TLSSocket } from "node:tls";

/** A name of https as its clients have it, wherever it leads. */
export interface PublicName {
  readonly name: string;
  readonly address: string;
  readonly port?: number;
  /** Certificate of the authority that its clients trust. */
  readonly authority: string;
}

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Asks for a path; with a body, by POST. */
export function ask(
  { name, address: host, port = 443, authority: ca }: PublicName,
  path: string,
  body?: Buffer,
): Promise<Answer> {
  const headers = { host: name, ...(body === undefined ? {} : { "content-length": body.length }) };
  const method = body === undefined ? "GET" : "POST";
  const options = { host, port, path, method, headers, ca, servername: name, timeout: 120_000 };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, agent: false }, (response: IncomingMessage) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString())).on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    asked.on("error", reject).on("timeout", () => asked.destroy(new Error("there is no answer")));
    asked.end(body);
  });
}

/** Serial number of the certificate that is shown; "" if nobody speaks TLS whom its clients trust. */
export function serialOf({ name, address, port = 443, authority }: PublicName): Promise<string> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({ host: address, port, ca: authority, servername: name });
    const tell = (serial: string): void => {
      socket.destroy();
      resolve(serial);
    };
    socket.on("error", () => {
      tell("");
    });
    socket.on("secureConnect", () => {
      tell(socket.getPeerCertificate().serialNumber);
    });
  });
}
