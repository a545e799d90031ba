import { join } from "node:path";
import { createInterface } from "node:readline";
import type { OutsideHost } from "./outsideHost";

/** One message that a simulated hypervisor sent. */
export interface Sent {
  readonly number: number;
  readonly host: number;
  readonly type: string;
  /** When, in milliseconds of the clock. */
  readonly time: number;
}

export interface SimulationSettings {
  readonly address: string;
  readonly port?: number;
  readonly hosts: number;
  readonly seconds: number;
  readonly factor?: number;
  /** Numbers of messages begin here; simulations that run at once need ranges that don't meet. */
  readonly firstNumber?: number;
}

/** Beyond the numbers that hosts have, and within those that OpenNebula reads. */
export const firstSimulated = 1_000_000_000;

/** Hypervisors that report from a machine outside the cluster. */
export class Simulation {
  readonly sent: Sent[] = [];
  /** Numbers of messages whose TCP connection failed. */
  readonly refused = new Set<number>();
  /** Settles when all of it has been sent. */
  readonly ended: Promise<void>;

  constructor(host: OutsideHost, settings: SimulationSettings) {
    const wanted = { port: 4124, factor: 1, firstNumber: firstSimulated, ...settings };
    const script = join(__dirname, "..", "outside-host", "simulate.ts");
    const program = [process.execPath, "--import", require.resolve("tsx"), script];
    const child = host.spawn(...program, JSON.stringify(wanted));
    createInterface(child.stdout).on("line", (line) => {
      this.take(line);
    });
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      child.on("close", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`the simulation failed: ${Buffer.concat(said).toString()}`));
      });
    });
  }

  /** When each hypervisor sent the first message after a moment that arrived, by its number. */
  firstHeard(arrived: ReadonlySet<number>, since: number): Map<number, number> {
    const first = new Map<number, number>();
    for (const { number, host, time } of this.sent) {
      if (time > since && arrived.has(number) && !first.has(host)) first.set(host, time);
    }
    return first;
  }

  private take(line: string): void {
    const [number = "", host = "", type = "", time = ""] = line.split(" ");
    if (host === "failed") this.refused.add(Number(number));
    else this.sent.push({ number: Number(number), host: Number(host), type, time: Number(time) });
  }
}
