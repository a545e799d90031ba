import { constants, publicEncrypt, randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";

/** A message that a hypervisor sends again and again. */
export interface Message {
  readonly type: string;
  readonly protocol: "UDP" | "TCP";
  /** Period, as in PROBES_PERIOD of OpenNebula's monitord.conf. */
  readonly seconds: number;
  /** The message of the host of this number. */
  text(host: number): string;
}

const virtualMachines = 10;

// Measurements differ, so they don't pack as well as a text that repeats itself.
function machine(id: number): string {
  const measured = Buffer.from(
    `CPU="${Math.random() * 100}"\nMEMORY="1048576"\nDISKRDBYTES="${randomBytes(4).readUInt32LE()}"\nNETRX="${randomBytes(4).readUInt32LE()}"\n`,
  );
  return `VM=[ID="${id}",DEPLOY_ID="one-${id}",MONITOR="${measured.toString("base64")}"]\n`;
}

const machines = (): string =>
  Array.from({ length: virtualMachines }, (_, index) => machine(index)).join("");

const capacity = "HYPERVISOR=kvm\nTOTALCPU=800\nTOTALMEMORY=33554432\nCPUSPEED=2400\n";
const load = (): string =>
  `FREECPU=${Math.floor(Math.random() * 800)}\nFREEMEMORY=${randomBytes(3).readUIntLE(0, 3)}\n`;
const states = "VM=[ID=0,STATE=RUNNING]\n";

/** A message as the monitor daemon takes it; encrypted if a key is given. */
export function messageText(
  type: string,
  host: number,
  payload: string,
  publicKey?: string,
): string {
  const packed = deflateSync(encrypted(Buffer.from(payload), publicKey)).toString("base64");
  return `${type} SUCCESS ${host} ${Math.floor(Date.now() / 1000)} ${packed}`;
}

function encrypted(plain: Buffer, key: string | undefined): Buffer {
  return key === undefined
    ? plain
    : publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, plain);
}

function message(
  type: string,
  protocol: Message["protocol"],
  seconds: number,
  payload: () => string,
): Message {
  const text = (host: number): string => messageText(type, host, payload());
  return { type, protocol, seconds, text };
}

/** What a hypervisor with ten virtual machines sends, at OpenNebula's default periods. */
export const hostMessages: readonly Message[] = [
  message("BEACON_HOST", "UDP", 30, () => ""),
  message("MONITOR_VM", "UDP", 30, machines),
  message("MONITOR_HOST", "UDP", 120, load),
  message("SYSTEM_HOST", "UDP", 600, () => capacity),
  message("STATE_VM", "TCP", 180, () => states),
];
