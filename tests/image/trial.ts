import type { CommandResult } from "../support/command";
import { docker, eventually, tryDocker } from "../support/docker";
import { type FrontEnd, frontEnd } from "./frontEnd";
import { History } from "./history";
import { type Environment, Pod, type Running } from "./pod";
import { backupEnvironment, repositoryPlace } from "./repositoryPlace";
import { callOned } from "./xmlRpc";

const backup: Environment = {
  ...backupEnvironment,
  OPENNEBULA_BACKUP_RETENTION: "--keep-last 3",
};

const older = "UPDATE local_db_versioning SET version = '7.2.0'; DROP TABLE IF EXISTS migrated";

/** A server that the front-end has its database on. */
export interface TrialDatabase {
  readonly start: (pod: Pod) => Promise<Running>;
  readonly environment: Environment;
}

export interface TrialOptions {
  /** Size of the volumes, in memory then; else they are on the machine's disk. */
  readonly megabytes?: number;
  /** Without one it is a file. */
  readonly database?: TrialDatabase;
  /** Whether a client makes users all the time. Default: true. */
  readonly write?: boolean;
  /** Whether roles share the processor by what they request of it. Default: false. */
  readonly weighs?: boolean;
}

/** What the role backup says of the one that it made. */
export interface Made {
  /** Bytes of the set. */
  readonly size: number;
  /** Bytes that it added to the repository. */
  readonly added: number;
}

/** A front-end whose client goes on writing while it is disturbed. */
export class Trial {
  private oned: Running | undefined;
  private sshd: Running | undefined;
  private restores = 0;

  private constructor(
    readonly pod: Pod,
    private readonly made: FrontEnd,
    /** A MariaDB, if the database isn't a file. */
    readonly server: Running | undefined,
    readonly history: History,
    private readonly environment: Environment,
  ) {}

  /** Starts it on empty volumes, and has a client write unless told otherwise. */
  static async begin(options: TrialOptions = {}): Promise<Trial> {
    const { megabytes, database, write = true, weighs = false } = options;
    const made = await frontEnd();
    const pod = await Pod.create(made.image, undefined, megabytes);
    pod.weighs = weighs;
    await pod.write("repository-secrets/password", "a-password-of-the-repository");
    const server = await database?.start(pod);
    const history = new History(await pod.address(), `oneadmin:${pod.password}`);
    const trial = new Trial(pod, made, server, history, database?.environment ?? {});
    try {
      await trial.up();
    } catch (error) {
      await pod.remove();
      throw error;
    }
    if (write) history.start();
    return trial;
  }

  /** Whether stand-ins are in the image. */
  get standin(): boolean {
    return this.made.standin;
  }

  get version(): string {
    return this.made.version;
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

  async backUp(): Promise<Made> {
    const { code, stdout, stderr } = await this.pod.run("backup", backup);
    if (code !== 0) throw new Error(`backup ended with ${stderr}`);
    return JSON.parse(/^result: (.*)$/m.exec(stdout)?.[1] ?? "{}") as Made;
  }

  async makeUser(name: string): Promise<void> {
    const address = await this.pod.address();
    const params = [`oneadmin:${this.pod.password}`, name, "a-password", "core", []] as const;
    const { good, value } = await callOned(address, "one.user.allocate", params);
    if (!good) throw new Error(value);
  }

  /** Has the database, a file, look as one of the version before, for the stand-in's migrator. */
  async makeOlder(): Promise<void> {
    await this.pod.asRoot(`sqlite3 /pod/data/home/one.db "${older}" && {
      sqlite3 /pod/data/home/one.db "ALTER TABLE user_pool DROP COLUMN migrated" 2>/dev/null || true; }`);
  }

  /** How long the migrator takes by itself, on a copy of the database. */
  async migrationSeconds(): Promise<number> {
    await this.pod.asRoot(`cp /pod/data/home/one.db /pod/tmp/copy.db && chown 9869 /pod/tmp/copy.db
      sqlite3 /pod/tmp/copy.db "${older}" && (sqlite3 /pod/tmp/copy.db "ALTER TABLE user_pool DROP COLUMN migrated" || true)`);
    const script = `start=$EPOCHREALTIME; rm -f /run/lock/one/one
      onedb upgrade --sqlite /tmp/copy.db >&2; echo $start $EPOCHREALTIME`;
    const { stdout, stderr } = await this.pod.asRole("database", script);
    const [start = NaN, end = NaN] = stdout.trim().split(" ").map(Number);
    if (Number.isNaN(end - start)) throw new Error(stderr);
    return end - start;
  }

  /** Restores the newest backup for proof; a user without a group is what a real oned that is killed leaves behind. */
  async verifyBackup(): Promise<void> {
    const { code, stderr } = await this.pod.run("backup-verify", backup);
    if (code !== 0 && !stderr.includes("Total unrepairable errors: 0")) throw new Error(stderr);
  }

  restore(): Promise<CommandResult> {
    this.restores += 1;
    return this.pod.run("restore", {
      ...repositoryPlace,
      ...this.environment,
      OPENNEBULA_RESTORE_REQUEST: `the ${this.restores}th`,
      OPENNEBULA_RESTORE_FORCE: "yes",
    });
  }
}
