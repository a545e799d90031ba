import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Place } from "./kubectl";

/** What a pod's monitor daemon says of messages whose host it doesn't know, from now on. */
export class MonitorLog {
  /** Numbers of the messages that arrived; each stands where a host's number would. */
  readonly numbers = new Set<number>();
  private readonly child: ChildProcessByStdio<null, Readable, null>;

  constructor({ namespace, pod, container = "oned" }: Place) {
    const args = ["logs", "--follow", "-n", namespace, pod, "-c", container];
    this.child = spawn("kubectl", args, { stdio: ["ignore", "pipe", "ignore"] });
    createInterface(this.child.stdout).on("line", (line) => {
      const number = /unknown host (\d+)/.exec(line)?.[1];
      if (number !== undefined) this.numbers.add(Number(number));
    });
  }

  stop(): void {
    this.child.kill();
  }
}
