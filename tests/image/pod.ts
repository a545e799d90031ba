import { randomBytes } from "node:crypto";
import type { CommandResult } from "../support/command";
import { docker, eventually, tryDocker } from "../support/docker";
import { commonMounts, isJob, layOut, makesHome, mountsOf, type Places, sharesOf } from "./places";

export type Environment = Readonly<Record<string, string>>;

/** How to see that a role works whose container has no check. */
const checks: Readonly<Record<string, readonly string[]>> = {
  "ssh-agent": ["env", "SSH_AUTH_SOCK=/run/one/ssh-agent.sock", "ssh-add", "-l"],
  sshd: ["nc", "-z", "127.0.0.1", "22"],
};

/** A role that runs, in a container of its own. */
export class Running {
  constructor(readonly container: string) {}

  async log(): Promise<string> {
    const { stdout, stderr } = await tryDocker(["logs", this.container]);
    return stdout + stderr;
  }

  run(...command: string[]): Promise<CommandResult> {
    return tryDocker(["exec", this.container, ...command]);
  }

  root(...command: string[]): Promise<CommandResult> {
    return tryDocker(["exec", "--user", "0", this.container, ...command]);
  }

  async isHealthy(role: string): Promise<boolean> {
    return (await this.run(...(checks[role] ?? ["healthy", role]))).code === 0;
  }

  async waitUntilHealthy(role: string): Promise<void> {
    try {
      await eventually(`${role} does its work`, () => this.isHealthy(role), 180);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message}\n${await this.log()}`, { cause: error });
    }
  }

  async state(field: string): Promise<string> {
    return (await docker(["inspect", "-f", `{{.State.${field}}}`, this.container])).trim();
  }

  /** Ends it as a kubelet does, and answers with the exit code. */
  async end(graceSeconds = 60): Promise<number> {
    await docker(["stop", "-t", String(graceSeconds), this.container]);
    return Number(await this.state("ExitCode"));
  }

  async kill(): Promise<void> {
    await docker(["kill", this.container]);
  }
}

/** The volumes and the network of a pod, with which roles run under the restrictions that a cluster enforces. */
export class Pod {
  /** Whether roles share the processor by what they request of it, as with a kubelet, and not alike. */
  weighs = false;
  // The volume of the datastores, where the pod has one.
  private datastores: string | undefined;
  // Folders that are another pod's, and where they are.
  private readonly shared = new Map<string, string>();

  private constructor(
    readonly image: string,
    readonly name: string,
    private readonly root: string,
    readonly password: string,
  ) {}

  /** With volumes on the machine's disk, or of so many megabytes in memory. */
  static async create(
    image: string,
    password = randomBytes(12).toString("hex"),
    megabytes?: number,
  ): Promise<Pod> {
    const name = `front-end-test-${randomBytes(4).toString("hex")}`;
    await docker(["volume", "create", ...inMemory(megabytes), name]);
    const root = await docker(["volume", "inspect", "-f", "{{.Mountpoint}}", name]);
    const pod = new Pod(image, name, root.trim(), password);
    const sysctl = ["--sysctl", "net.ipv4.ip_unprivileged_port_start=22"];
    const wait = ["--entrypoint", "/usr/bin/tini", image, "--", "sleep", "infinity"];
    // What is in memory is there as long as somebody has it mounted.
    const keep = ["-v", `${name}:/pod`];
    await docker(["run", "-d", "--name", name, "--label", name, ...keep, ...sysctl, ...wait]);
    await pod.asRoot(`PASSWORD=${password}\n${layOut}`);
    return pod;
  }

  /** Another pod, which has this one's data volume, password and keys. */
  async neighbour(): Promise<Pod> {
    const pod = await Pod.create(this.image, this.password);
    await pod.asRoot("rm -r /pod/credentials/* /pod/hostkey/*");
    for (const folder of ["data", "credentials", "hostkey"]) pod.shared.set(folder, this.root);
    return pod;
  }

  /** Gives it a volume for the datastores, as fresh as others; or one of a few megabytes, in memory. */
  async giveDatastores(megabytes?: number): Promise<void> {
    const fresh = "rm -rf /pod/datastores && install -d -g 9869 -m 2775 /pod/datastores";
    await this.asRoot(fresh);
    this.datastores = `${this.root}/datastores`;
    if (megabytes === undefined) return;
    this.datastores = `${this.name}-datastores`;
    const options = inMemory(megabytes, ",gid=9869,mode=2775");
    await docker(["volume", "create", ...options, this.datastores]);
  }

  /** Takes it away again. */
  loseDatastores(): void {
    this.datastores = undefined;
  }

  async remove(): Promise<void> {
    const mine = await docker(["ps", "-aq", "--filter", `label=${this.name}`]);
    const containers = mine.split("\n").filter((id) => id !== "");
    await docker(["rm", "-f", ...containers]);
    await docker(["volume", "rm", "-f", this.name, `${this.name}-datastores`]);
  }

  /** Runs a script as root on the volumes, which lie in /pod. */
  asRoot(script: string, input = ""): Promise<string> {
    const options = ["--rm", "-i", "--network", "none", "--user", "0", "-v", `${this.name}:/pod`];
    const bash = ["--entrypoint", "/bin/bash", this.image, "-euo", "pipefail", "-c", script];
    return docker(["run", ...options, ...bash], input);
  }

  async write(path: string, content: string): Promise<void> {
    const file = `/pod/${path}`;
    await this.asRoot(`cat >${file} && chown root:9869 ${file} && chmod 0440 ${file}`, content);
  }

  read(path: string): Promise<string> {
    return this.asRoot(`cat /pod/${path}`);
  }

  async address(): Promise<string> {
    const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    return (await docker(["inspect", "-f", format, this.name])).trim();
  }

  /** Runs a role to its end. */
  run(role: string, environment: Environment = {}): Promise<CommandResult> {
    return tryDocker(["run", "--rm", ...this.options(role, environment), this.image, role]);
  }

  /** Runs a role that must end well. */
  async complete(role: string, environment: Environment = {}): Promise<void> {
    const result = await this.run(role, environment);
    if (result.code !== 0) throw new Error(`${role} ended with ${result.stderr}`);
  }

  /** Starts a role; it is restarted as by a kubelet: oned gives up by itself where its drivers start too slowly. */
  async start(
    role: string,
    environment: Environment = {},
    restart: "on-failure:5" | "no" = "on-failure:5",
  ): Promise<Running> {
    const options = this.options(role, environment);
    const run = ["run", "-d", "--label", this.name, "--restart", restart, ...options];
    const id = await docker([...run, this.image, role]);
    return new Running(id.trim());
  }

  /** Runs a script in the place of a role. */
  asRole(role: string, text: string): Promise<CommandResult> {
    const bash = ["--entrypoint", "/bin/bash", this.image, "-euo", "pipefail", "-c", text];
    return tryDocker(["run", "--rm", ...this.options(role, {}), ...bash]);
  }

  /** Runs a script as the roles' user, on a small home of its own in memory; the pod's home is in /seed. */
  script(text: string, megabytes = 16): Promise<CommandResult> {
    const size = `/var/lib/one:uid=9869,gid=9869,mode=0750,size=${megabytes}m`;
    const mounts = this.mounts({ "data/home": "/seed:ro", ...commonMounts });
    const network = ["--network", `container:${this.name}`];
    const options = [...restrictions, ...network, "--tmpfs", size, ...mounts];
    const bash = ["--entrypoint", "/bin/bash", this.image, "-euo", "pipefail", "-c", text];
    return tryDocker(["run", "--rm", ...options, ...bash]);
  }

  /** The lines that such a script prints, which must end well. */
  async lines(text: string, megabytes = 64): Promise<string[]> {
    const { code, stdout, stderr } = await this.script(text, megabytes);
    if (code !== 0) throw new Error(`the script ended with ${String(code)}: ${stderr}${stdout}`);
    return stdout.trim().split("\n");
  }

  /** Starts another image in the pod's network, with a folder in memory; the files of the database's Secret are in /secrets. */
  async companion(image: string, environment: Environment, inMemory: string): Promise<Running> {
    const mounts = this.mounts({ database: "/secrets:ro" });
    const variables = variablesOf(environment);
    const network = ["--network", `container:${this.name}`, "--group-add", "9869"];
    const memory = ["--tmpfs", inMemory];
    const run = ["run", "-d", "--label", this.name, ...network, ...memory, ...mounts, ...variables];
    return new Running((await docker([...run, image])).trim());
  }

  /** prepare, then oned, until it answers. */
  async boot(environment: Environment = {}): Promise<Running> {
    await this.complete("prepare", environment);
    const oned = await this.start("oned");
    await oned.waitUntilHealthy("oned");
    return oned;
  }

  private options(role: string, environment: Environment): string[] {
    const mounts = [...this.mounts(mountsOf(role)), ...this.datastoresMount(role)];
    const variables = variablesOf(environment);
    const weight = this.weighs ? ["--cpu-shares", sharesOf(role)] : [];
    const network = ["--network", `container:${this.name}`];
    return [...restrictions, ...network, ...weight, ...mounts, ...variables];
  }

  private datastoresMount(role: string): string[] {
    if (this.datastores === undefined || isJob(role)) return [];
    const place = makesHome(role) ? "/datastores" : "/var/lib/one/datastores";
    return ["-v", `${this.datastores}:${place}`];
  }

  private mounts(places: Places): string[] {
    return Object.entries(places).flatMap(([from, to]) => [
      "-v",
      `${this.shared.get(from.split("/", 1)[0] ?? from) ?? this.root}/${from}:${to}`,
    ]);
  }
}

/** Options of a volume. */
function inMemory(megabytes: number | undefined, more = ""): string[] {
  if (megabytes === undefined) return [];
  return ["type=tmpfs", "device=tmpfs", `o=size=${megabytes}m${more}`].flatMap((one) => [
    "-o",
    one,
  ]);
}

function variablesOf(environment: Environment): string[] {
  return Object.entries(environment).flatMap(([key, value]) => ["-e", `${key}=${value}`]);
}

const restrictions = [
  "--read-only",
  ...["--user", "9869"],
  ...["--cap-drop", "ALL"],
  ...["--security-opt", "no-new-privileges"],
];
