import type { Context } from "mocha";
import type { OpenNebulaArgs } from "../../index";
import { FrontEnd } from "./frontEnd";
import { OutsideHost, outsideGap } from "./outsideHost";
import { skipBecause } from "./skip";

/** A front-end at a load balancer, and a machine outside the cluster that lets its oneadmin in. */
export class OutsideView {
  private constructor(
    readonly frontEnd: FrontEnd,
    readonly host: OutsideHost,
  ) {}

  /** Sets both up, or skips the tests aloud where they can't be had. */
  static async open(
    context: Context,
    declared: Partial<OpenNebulaArgs> = {},
  ): Promise<OutsideView> {
    const gap = outsideGap();
    if (gap !== undefined) skipBecause(context, gap);
    const frontEnd = await FrontEnd.deploy(declared);
    if (frontEnd.address === undefined) {
      await frontEnd.remove();
      skipBecause(context, "no address range of a load balancer is named");
    }
    const host = await OutsideHost.add();
    host.write(".ssh/authorized_keys", `${frontEnd.sshKey.publicKey}\n`);
    await host.startSshd();
    return new OutsideView(frontEnd, host);
  }

  /** Address of the load balancer. */
  get address(): string {
    return this.frontEnd.address ?? "";
  }

  async close(): Promise<void> {
    await this.host.remove();
    await this.frontEnd.remove();
  }
}
