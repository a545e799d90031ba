import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { hostMessages, type Message } from "../support/hostMessages";

// Reports as hypervisors do, for so many of them, and prints a line for each message: number, hypervisor, type, time in
// milliseconds. Every message has a number of its own where a host's stands, and the monitor daemon, which knows none of
// them, writes each one down: what is missing there was lost.

interface Wanted {
  readonly address: string;
  readonly port: number;
  readonly hosts: number;
  readonly seconds: number;
  /** How many times as often as OpenNebula's default. */
  readonly factor: number;
  readonly firstNumber: number;
}

function wanted(text: string | undefined): Wanted {
  return JSON.parse(text ?? "{}") as Wanted;
}

const { address, port, hosts, seconds, factor, firstNumber } = wanted(process.argv[2]);
let number = firstNumber;

function told(host: number, type: string, failure = ""): void {
  process.stdout.write(`${number} ${host} ${type} ${Date.now()}${failure}\n`);
}

/** Sends a message again and again in its period, from a moment in the first one that differs from host to host. */
function repeat(host: number, message: Message, send: (text: string) => void): void {
  const period = (message.seconds * 1000) / factor;
  const report = (): void => {
    number++;
    told(host, message.type);
    send(message.text(number));
  };
  setTimeout(
    () => {
      report();
      setInterval(report, period);
    },
    (period * host) / hosts,
  );
}

for (let host = 0; host < hosts; host++) {
  const socket = createSocket("udp4");
  for (const message of hostMessages) {
    repeat(host, message, (text) => {
      if (message.protocol === "UDP") socket.send(text, port, address);
      else sendByTcp(text);
    });
  }
}

function sendByTcp(text: string): void {
  const mine = number;
  const socket = connect({ host: address, port, timeout: 5000 });
  const failed = (): void => {
    process.stdout.write(`${mine} failed\n`);
    socket.destroy();
  };
  socket
    .on("connect", () => socket.end(text))
    .on("error", failed)
    .on("timeout", failed);
}

setTimeout(() => process.exit(0), seconds * 1000);
