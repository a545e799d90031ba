import { setTimeout as sleep } from "node:timers/promises";
import { callOned } from "./xmlRpc";

/** A user that oned has said to have made. */
interface Acknowledged {
  readonly id: number;
  readonly name: string;
}

/** A client that makes users through the API as long as it runs, and remembers what oned acknowledged. */
export class History {
  readonly acknowledged: Acknowledged[] = [];
  /** Users of which nobody knows whether oned made them. */
  unanswered = 0;
  /** Users that oned said not to have made. */
  refused = 0;
  /** Longest time without an acknowledgement, in milliseconds. */
  longestGap = 0;
  private number = 0;
  private checked = 0;
  private last = Date.now();
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly address: string,
    private readonly session: string,
  ) {}

  /** Begins to write, and goes on whatever happens to oned. */
  start(): void {
    this.stopping = false;
    this.last = Date.now();
    this.running = this.write();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Waits until oned has acknowledged further users. */
  async advance(count: number, seconds = 120): Promise<void> {
    const goal = this.acknowledged.length + count;
    const deadline = Date.now() + seconds * 1000;
    while (this.acknowledged.length < goal) {
      if (Date.now() > deadline) {
        throw new Error(`oned has acknowledged nothing for ${seconds} s; last: ${this.told}`);
      }
      await sleep(50);
    }
  }

  /** Forgets what was acknowledged after so many: no backup holds it. */
  forgetAfter(count: number): void {
    this.acknowledged.length = count;
    this.checked = Math.min(this.checked, count);
  }

  /** The acknowledged users that oned doesn't have: of those since the last check, or all. */
  async lost(extent: "new" | "all" = "new"): Promise<string[]> {
    const asked = this.acknowledged.slice(extent === "all" ? 0 : this.checked);
    const missing: string[] = [];
    for (const { id, name } of asked) {
      const params = [this.session, id, false] as const;
      const { good, value } = await callOned(this.address, "one.user.info", params, 60);
      if (!good || !value.includes(`NAME&gt;${name}&lt;`)) missing.push(`${name} (${id})`);
    }
    this.checked = this.acknowledged.length;
    return missing;
  }

  private told = "nothing";

  private async write(): Promise<void> {
    while (!this.stopping) {
      this.number += 1;
      const name = `user-${this.number}`;
      const params = [this.session, name, "a-password", "core", []] as const;
      try {
        const { good, value } = await callOned(this.address, "one.user.allocate", params);
        if (good) this.note({ id: Number(value), name });
        else this.refused += 1;
        if (!good) this.told = value;
      } catch (error) {
        this.unanswered += 1;
        this.told = String(error);
      }
      // Twenty in a second are enough to be in the middle of one whenever something happens.
      await sleep(50);
    }
  }

  private note(user: Acknowledged): void {
    this.longestGap = Math.max(this.longestGap, Date.now() - this.last);
    this.last = Date.now();
    this.acknowledged.push(user);
  }
}
