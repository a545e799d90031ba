import { connect as connectPlainly } from "node:net";
import { connect } from "node:tls";
import type { Running } from "../image/pod";
import { askOften, type Question } from "./asking";

const pause = 200;

/** Opens and ends connections in every way that clients have, for so many seconds; how many. */
export async function soak(
  question: Question & { readonly authority: string },
  seconds: number,
): Promise<number> {
  const end = Date.now() + seconds * 1000;
  const { address: host, port, authority: ca } = question;
  let connections = 0;
  while (Date.now() < end) {
    await askOften(question, { clients: 10, each: 1 });
    // Away after the handshake, away within it, and away before a word.
    await Promise.all([
      left(connect({ host, port, ca }), "secureConnect"),
      left(connect({ host, port, ca }), "connect"),
      left(connectPlainly({ host, port }), "connect"),
    ]);
    connections += 13;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return connections;
}

/** Connections of these ports in the network of a role, apart from those that only wait to be forgotten. */
export async function openConnections(role: Running, ports: readonly number[]): Promise<number> {
  const { stdout } = await role.run("cat", "/proc/net/tcp", "/proc/net/tcp6");
  const [waits, listens] = ["06", "0A"];
  const wanted = ports.map((port) => port.toString(16).toUpperCase().padStart(4, "0"));
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = "", , state]) => {
      const isOpen = state !== undefined && state !== waits && state !== listens;
      return isOpen && wanted.includes(local.split(":")[1] ?? "");
    }).length;
}

function left(socket: ReturnType<typeof connectPlainly>, event: string): Promise<void> {
  return new Promise((resolve) => {
    socket
      .on("error", () => undefined)
      .on("close", () => {
        resolve();
      });
    socket.once(event, () => socket.destroy());
  });
}
