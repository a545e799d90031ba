import { join } from "node:path";
import { createInterface } from "node:readline";
import type { OutsideView } from "./outsideView";

/** Questions to oned from a machine outside the cluster, ten a second, each over a connection of its own. */
export class Questions {
  answered = 0;
  /** Why there was no good answer, for each question without one. */
  readonly failures: string[] = [];
  /** Settles when the last one has been asked and answered. */
  readonly ended: Promise<void>;

  constructor({ host, address, frontEnd }: OutsideView, seconds: number) {
    const script = join(__dirname, "..", "outside-host", "ask.ts");
    const program = [process.execPath, "--import", require.resolve("tsx"), script];
    const auth = `oneadmin:${frontEnd.password}`;
    const child = host.spawn(...program, address, auth, String(seconds));
    createInterface(child.stdout).on("line", (line) => {
      if (line === "answered") this.answered++;
      else this.failures.push(line);
    });
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      child.on("close", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`the questions failed: ${Buffer.concat(said).toString()}`));
      });
    });
  }
}
