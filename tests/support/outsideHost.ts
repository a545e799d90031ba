import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { outputOf, runCommand, type CommandResult } from "./command";
import { docker, eventually } from "./docker";
import type { Gap } from "./needs";
import { outsideImage } from "./outsideImage";

const oneadmin = 9869;
const home = "/var/lib/one";

function testbed(): string | undefined {
  const folder = process.env["TESTBED"] ?? "";
  return folder === "" ? undefined : join(folder, "testbed");
}

/** Why there are no machines outside the cluster; undefined if there are. */
export function outsideGap(): Gap {
  return testbed() === undefined
    ? "TESTBED names no test bed, which has the machines outside the cluster"
    : undefined;
}

/** A machine outside the cluster: a network of its own, and the files of an image. */
export class OutsideHost {
  private constructor(
    readonly name: string,
    readonly address: string,
    /** Folder that is the machine's "/". */
    private readonly root: string,
  ) {}

  /** What the SSH server has said of connections. */
  sshLog = "";

  /** Adds a machine; it has OpenNebula's node package where the tests have OpenNebula's packages. */
  static async add(): Promise<OutsideHost> {
    const name = `kvm-${randomBytes(3).toString("hex")}`;
    const root = await unpacked();
    await host("add", name);
    const line = (await host("list")).split("\n").find((entry) => entry.startsWith(`${name} `));
    return new OutsideHost(name, line?.split(" ")[1] ?? "", root);
  }

  /** Writes a file of oneadmin's, below the home directory. */
  write(path: string, content: string): void {
    const file = join(this.root, home, path);
    writeFileSync(file, content);
    chmodSync(file, 0o600);
    chownSync(file, oneadmin, oneadmin);
  }

  /** Starts the SSH server, and libvirt if there is one; they end with the machine. */
  async startSshd(): Promise<void> {
    await outputOf("chroot", [this.root, "ssh-keygen", "-A"]);
    // Devices and processes are mounted for this command alone, and gone with it.
    const script = `mount --bind /dev "$1/dev" && mount -t proc proc "$1/proc" && mount -t sysfs sysfs "$1/sys" &&
      if [ -e "$1/usr/sbin/libvirtd" ]; then chroot "$1" virtlogd -d && chroot "$1" libvirtd -d; fi &&
      exec chroot "$1" /usr/sbin/sshd -D -e`;
    const isolated = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script];
    const args = ["host", "exec", this.name, "--", ...isolated, "sh", this.root];
    const server = spawn(testbed() ?? "", args, { stdio: ["ignore", "ignore", "pipe"] });
    server.stderr.on("data", (data: Buffer) => (this.sshLog += data.toString()));
    let ended = false;
    server.once("exit", () => (ended = true));
    await eventually("the outside machine's SSH server listens", async () => {
      if (ended) throw new Error(`the outside machine's SSH server ended:\n${this.sshLog}`);
      return (await this.unreachable(this.address, [22])).length === 0;
    });
  }

  /** Runs a command as oneadmin, in the machine's network and with its files. */
  run(command: string): Promise<CommandResult> {
    const user = ["--userspec", `${oneadmin}:${oneadmin}`, this.root];
    const shell = ["env", `HOME=${home}`, "bash", "-c", `cd && ${command}`];
    return this.exec("chroot", ...user, ...shell);
  }

  /** Runs a command as its administrator would. */
  async runAsRoot(command: string): Promise<void> {
    const { code, stderr } = await this.exec("chroot", this.root, "bash", "-c", command);
    if (code !== 0) throw new Error(`${this.name}: ${stderr}`);
  }

  /** The TCP ports that don't answer from here. */
  async unreachable(address: string, ports: readonly number[]): Promise<number[]> {
    const script = `
      const [address, ...ports] = process.argv.slice(1);
      for (const port of ports) {
        const socket = require("net").connect({ host: address, port, timeout: 5000 });
        const closed = () => { console.log(port); socket.destroy(); };
        socket.on("connect", () => socket.destroy()).on("error", closed).on("timeout", closed);
      }`;
    const { stdout } = await this.node(script, address, ...ports.map(String));
    return stdout.split("\n").filter(Boolean).map(Number);
  }

  /** Lets the machine find a name, as its administrator's DNS would. */
  knows(name: string, address: string): void {
    appendFileSync(join(this.root, "etc", "hosts"), `${address} ${name}\n`);
  }

  /** Public SSH host key, once the SSH server has started. */
  hostKey(): string {
    return readFileSync(join(this.root, "etc/ssh/ssh_host_ed25519_key.pub"), "utf8").trim();
  }

  /** Drops packets of a chain of iptables until the answer is called. */
  async block(chain: string, ...match: string[]): Promise<() => Promise<void>> {
    const rule = (action: string) => this.exec("iptables", action, chain, ...match, "-j", "DROP");
    const { code, stderr } = await rule("-I");
    if (code !== 0) throw new Error(`${this.name}: ${stderr}`);
    return async () => {
      await rule("-D");
    };
  }

  /** Starts one of this machine's own programs in the network of the other; it ends with the other at the latest. */
  spawn(...command: string[]): ChildProcessByStdio<null, Readable, Readable> {
    const args = ["host", "exec", this.name, "--", ...command];
    return spawn(testbed() ?? "", args, { stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Sends one datagram. */
  async send(address: string, port: number, text: string): Promise<void> {
    const script = `
      const [address, port, text] = process.argv.slice(1);
      const socket = require("dgram").createSocket("udp4");
      socket.send(text, Number(port), address, () => socket.close());`;
    await this.node(script, address, String(port), text);
  }

  /** Sends a text over a connection of its own. */
  async sendTcp(address: string, port: number, text: string): Promise<void> {
    const script = `
      const [address, port, text] = process.argv.slice(1);
      const socket = require("net").connect({ host: address, port, timeout: 5000 });
      socket.on("connect", () => socket.end(text)).on("timeout", () => socket.destroy());
      socket.on("error", () => socket.destroy());`;
    await this.node(script, address, String(port), text);
  }

  async remove(): Promise<void> {
    await host("rm", this.name);
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Runs a script of this machine's Node in the network of the other; it must succeed. */
  async node(script: string, ...args: string[]): Promise<CommandResult> {
    const result = await this.exec(process.execPath, "-e", script, ...args);
    if (result.code !== 0) throw new Error(`${this.name}: ${result.stderr}`);
    return result;
  }

  private exec(...command: string[]): Promise<CommandResult> {
    return runCommand(testbed() ?? "", ["host", "exec", this.name, "--", ...command], {
      seconds: 60,
    });
  }
}

function host(...args: string[]): Promise<string> {
  return outputOf(testbed() ?? "", ["host", ...args]);
}

/** A folder with the files of the image. */
async function unpacked(): Promise<string> {
  const container = (await docker(["create", await outsideImage()])).trim();
  const root = mkdtempSync(join(tmpdir(), "outside-host-"));
  try {
    const archive = join(root, "archive.tar");
    await docker(["export", "--output", archive, container]);
    await outputOf("tar", ["-xf", archive, "-C", root]);
    rmSync(archive);
    // sshd wants a "/" that is nobody's but root's.
    chmodSync(root, 0o755);
    return root;
  } finally {
    await docker(["rm", container]);
  }
}
