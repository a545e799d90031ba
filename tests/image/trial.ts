import type { CommandResult } from "../support/command";
import { docker, eventually, tryDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { History } from "./history";
import { type Environment, Pod, type Running } from "./pod";

const location: Environment = {
  OPENNEBULA_BACKUP_REPOSITORY: "/repository",
  OPENNEBULA_BACKUP_HOST: "clouds/one",
};
const backup: Environment = {
  ...location,
  OPENNEBULA_FRONT_END: "127.0.0.1",
  OPENNEBULA_BACKUP_RETENTION: "--keep-last 3",
  OPENNEBULA_LOCK_SECONDS: "5",
};

/** A front-end whose client goes on writing while it is disturbed. */
export class Trial {
  private oned: Running | undefined;
  private sshd: Running | undefined;
  private restores = 0;

  private constructor(
    readonly pod: Pod,
    /** Whether stand-ins are in the image. */
    readonly standin: boolean,
    /** A MariaDB, if the database isn't a file. */
    readonly server: Running | undefined,
    readonly history: History,
    private readonly environment: Environment,
  ) {}

  /** Begins with an empty volume of this many megabytes. */
  static async begin(
    megabytes: number,
    serve: (pod: Pod) => Promise<Running | undefined>,
    environment: Environment,
  ): Promise<Trial> {
    const { image, standin } = await frontEnd();
    const pod = await Pod.create(image, undefined, megabytes);
    await pod.write("repository-secrets/password", "a-password-of-the-repository");
    const server = await serve(pod);
    const history = new History(await pod.address(), `oneadmin:${pod.password}`);
    const trial = new Trial(pod, standin, server, history, environment);
    await trial.up();
    history.start();
    return trial;
  }

  async end(): Promise<void> {
    await this.history.stop();
    await this.pod.remove();
  }

  /** Starts what a new pod would run, and waits until it answers; a kubelet starts it again where it ends. */
  async up(): Promise<void> {
    await this.pod.complete("prepare", this.environment);
    if (this.sshd === undefined) {
      this.sshd = await this.pod.start("sshd");
      await this.sshd.waitUntilHealthy("sshd");
    }
    for (let attempt = 1; attempt < 3; attempt += 1) {
      if (await this.starts()) return;
    }
    if (!(await this.starts())) throw new Error(await this.oned?.log());
  }

  private async starts(): Promise<boolean> {
    const oned = await this.pod.start("oned", this.environment, "no");
    this.oned = oned;
    await eventually(
      "oned answers or has ended",
      async () => (await oned.isHealthy("oned")) || (await oned.state("Running")) === "false",
      180,
    );
    return this.isUp();
  }

  /** Ends oned in good order, or by kill -9. */
  async down(how: "ends" | "killed"): Promise<void> {
    if (how === "ends") await this.oned?.end();
    else await tryDocker(["kill", this.oned?.container ?? ""]);
  }

  /** Puts an empty volume in the place of the one that the front-end has. */
  async loseVolume(): Promise<void> {
    await this.sshd?.kill();
    this.sshd = undefined;
    await this.pod.asRoot("find /pod/data -mindepth 1 -delete");
  }

  /** Whether oned still runs, whatever it answers. */
  async isUp(): Promise<boolean> {
    return (await this.oned?.state("Running")) === "true";
  }

  /** Begins a role and kills it at this time, in milliseconds, unless it has ended. */
  async cut(role: string, after: number): Promise<void> {
    const environment = role === "backup" ? backup : this.environment;
    const running = await this.pod.start(role, environment, "no");
    await new Promise((resolve) => setTimeout(resolve, after));
    await tryDocker(["kill", running.container]);
    await docker(["rm", "-f", running.container]);
  }

  backUp(): Promise<void> {
    return this.pod.complete("backup", backup);
  }

  verifyBackup(): Promise<void> {
    return this.pod.complete("backup-verify", backup);
  }

  restore(): Promise<CommandResult> {
    this.restores += 1;
    return this.pod.run("restore", {
      ...location,
      ...this.environment,
      OPENNEBULA_RESTORE_REQUEST: `the ${this.restores}th`,
      OPENNEBULA_RESTORE_FORCE: "yes",
    });
  }
}
