import type { CommandResult } from "../support/command";
import { docker, eventually, tryDocker } from "../support/docker";
import { outsideImage } from "../support/outsideImage";
import type { Pod } from "./pod";

const services = `
  ssh-keygen -A >/dev/null
  if [ -e /usr/sbin/libvirtd ]; then virtlogd -d && libvirtd -d; fi
  exec /usr/sbin/sshd -D -e`;

/** A machine that the front-end reaches by SSH; it is removed together with its pod. */
export class Hypervisor {
  private constructor(
    readonly container: string,
    readonly address: string,
    /** Its SSH host key. */
    readonly hostKey: string,
  ) {}

  static async add(pod: Pod): Promise<Hypervisor> {
    const command = [await outsideImage(), "sh", "-c", services];
    const id = (await docker(["run", "-d", "--label", pod.name, ...command])).trim();
    const key = await pod.read("credentials/ssh-public-key");
    const file = "/var/lib/one/.ssh/authorized_keys";
    const write = `cat >${file} && chown oneadmin: ${file} && chmod 0600 ${file}`;
    await docker(["exec", "-i", id, "sh", "-c", write], key);
    const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    const address = (await docker(["inspect", "-f", format, id])).trim();
    const keyFile = "/etc/ssh/ssh_host_ed25519_key.pub";
    await eventually("it has a host key", async () => {
      return (await tryDocker(["exec", id, "test", "-s", keyFile])).code === 0;
    });
    const hostKey = await docker(["exec", id, "cat", keyFile]);
    return new Hypervisor(id, address, hostKey.trim());
  }

  run(command: string): Promise<CommandResult> {
    return tryDocker(["exec", "--user", "oneadmin", this.container, "bash", "-c", command]);
  }

  /** Lets nobody in any more, and ends the connections that are there. */
  async shutOut(): Promise<void> {
    await this.run("mv ~/.ssh/authorized_keys ~/.ssh/away");
    await this.run(
      'for process in /proc/[0-9]*; do if [[ $(<"$process/comm") == sshd && $(stat -c %U "$process") == oneadmin ]]; then kill "${process#/proc/}"; fi; done',
    );
  }

  /** Lets in again who was let in before `shutOut`. */
  async letIn(): Promise<void> {
    await this.run("mv ~/.ssh/away ~/.ssh/authorized_keys");
  }
}
