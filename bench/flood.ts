import { createSocket } from "node:dgram";
import { messageText } from "../tests/support/hostMessages";
import { firstSimulated } from "../tests/support/simulation";

// Sends datagrams as fast as this machine can, for some seconds: flood ADDRESS PORT SECONDS

const [address = "", port = "", seconds = ""] = process.argv.slice(2);
const socket = createSocket("udp4");
const text = messageText("BEACON_HOST", firstSimulated, "");
const end = Date.now() + Number(seconds) * 1000;

function send(): void {
  if (Date.now() < end) socket.send(text, Number(port), address, send);
  else socket.close();
}

send();
