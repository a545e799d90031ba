import type { Context } from "mocha";
import { needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { Hypervisor } from "./hypervisor";
import type { PlannedHost } from "./plan";
import { type Environment, Pod, type Running } from "./pod";

/** A front-end with what an enrolment needs, and a machine that it reaches. */
export class Cloud {
  private constructor(
    readonly pod: Pod,
    private oned: Running,
    readonly hypervisor: Hypervisor,
    /** Address of the front-end. */
    readonly address: string,
    /** Whether stand-ins are in its image. */
    readonly standin: boolean,
  ) {}

  /** Sets it up, or skips the tests aloud where no Docker engine answers. */
  static async create(context: Context): Promise<Cloud> {
    await needDocker(context);
    const { image, standin } = await frontEnd();
    const pod = await Pod.create(image);
    await pod.complete("prepare");
    const sshd = await pod.start("sshd");
    await sshd.waitUntilHealthy("sshd");
    await sshd.waitUntilHealthy("ssh-agent");
    const oned = await pod.boot();
    return new Cloud(pod, oned, await Hypervisor.add(pod), await pod.address(), standin);
  }

  /** The machine as it is declared. */
  get declared(): PlannedHost {
    return { name: "kvm1", address: this.hypervisor.address };
  }

  /** What a command of OpenNebula's command line printed; it must succeed. */
  async one(...command: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.oned.run("env", "HOME=/var/lib/one", ...command);
    if (code !== 0) throw new Error(`${command.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Ends oned in good order. */
  async stop(): Promise<void> {
    await this.oned.end();
  }

  /** Starts the front-end again, with another environment. */
  async restart(environment: Environment = {}): Promise<void> {
    await this.oned.end();
    await this.pod.complete("prepare", environment);
    this.oned = await this.pod.start("oned");
    await this.oned.waitUntilHealthy("oned");
  }

  remove(): Promise<void> {
    return this.pod.remove();
  }
}
