import { expect } from "chai";
import type { Context } from "mocha";
import type { CommandResult } from "../support/command";
import { needDebian13 } from "../support/debian13";
import { docker, eventually, needDocker, tryDocker } from "../support/docker";
import { frontEnd, type FrontEnd } from "./frontEnd";
import { Pod, type Running } from "./pod";

/** Nobody has it. */
const balancer = "192.0.2.9";

const bases: Readonly<Record<string, (context: Context) => Promise<FrontEnd>>> = {
  "the default base": () => frontEnd(),
  "Debian 13": async (context) => frontEnd(await needDebian13(context)),
};

for (const [base, imageOn] of Object.entries(bases)) describeSsh(base, imageOn);

function describeSsh(base: string, imageOn: (context: Context) => Promise<FrontEnd>): void {
  describe(`SSH to and from the front-end on ${base}`, () => {
    let pod: Pod;
    let other: Pod;
    let address: string;
    let otherAddress: string;
    let oned: Running;
    let sshd: Running;

    before(async function () {
      await needDocker(this);
      const { image } = await imageOn(this);
      pod = await Pod.create(image);
      other = await Pod.create(image);
      for (const each of [other, pod]) {
        await each.complete("prepare");
        sshd = await each.start("sshd");
        await sshd.waitUntilHealthy("sshd");
      }
      await sshd.waitUntilHealthy("ssh-agent");
      address = await pod.address();
      otherAddress = await other.address();
      oned = await pod.boot({ OPENNEBULA_HOSTNAME: balancer });
      await letUserIn();
    });

    after(async () => {
      await pod.remove();
      await other.remove();
    });

    // A hypervisor with a key of its own, which only its agent has.
    async function letUserIn(): Promise<void> {
      await pod.asRoot("ssh-keygen -q -t ed25519 -N '' -f /pod/user && chmod 0400 /pod/user");
      const key = await pod.read("user.pub");
      const own = "/pod/data/home/.ssh/authorized_keys2";
      for (const each of [pod, other]) {
        await each.asRoot(`cat >${own} && chown 9869:9869 ${own} && chmod 0600 ${own}`, key);
      }
    }

    function outside(script: string): Promise<CommandResult> {
      const accept = "-o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=/tmp/known_hosts";
      const options = ["--rm", "--user", "0", "-v", `${pod.name}:/pod`];
      const bash = ["--entrypoint", "/bin/bash", pod.image, "-euo", "pipefail", "-c"];
      const prelude = `ssh() { command ssh ${accept} "$@"; }; scp() { command scp ${accept} "$@"; }`;
      return tryDocker(["run", ...options, ...bash, `${prelude}\n${script}`]);
    }

    it("lets oneadmin in by key", async () => {
      const { stdout, stderr, code } = await outside(`ssh -i /pod/user oneadmin@${address} id -u`);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.equal("9869\n");
    });

    it("gives the drivers' commands a path with sbin and a temporary folder", async () => {
      const command = `ssh -i /pod/user oneadmin@${address} 'echo $PATH; mktemp'`;
      const { stdout, stderr } = await outside(command);
      expect(stdout, stderr).to.match(/\/usr\/sbin.*\n\/tmp\/sshd\//);
    });

    it("shows the host key of its Secret, so that hypervisors can pin it", async () => {
      const { stdout } = await outside(
        `ssh-keyscan -t ed25519 ${address} 2>/dev/null | grep -v '^#'`,
      );
      const declared = await pod.read("hostkey/ssh_host_key.pub");
      expect(stdout.split(" ")[2]?.trim()).to.equal(declared.split(" ")[1]);
    });

    it("takes and gives files", async () => {
      const { code, stderr } = await outside(
        `echo content >/tmp/a && scp -q -i /pod/user /tmp/a oneadmin@${address}:datastores/a &&
       scp -q -i /pod/user oneadmin@${address}:datastores/a /tmp/b && cmp /tmp/a /tmp/b`,
      );
      expect(code, stderr).to.equal(0);
    });

    it("lets a good key in after callers of the same address that said nothing", async () => {
      await outside(`for i in {1..30}; do exec 3<>/dev/tcp/${address}/22; exec 3>&-; done`);
      const ended = async () => (await sshd.log()).match(/^Connection closed by /gm)?.length ?? 0;
      await eventually("sshd has seen them end", async () => (await ended()) >= 30);
      const { stdout, stderr, code } = await outside(`ssh -i /pod/user oneadmin@${address} id -u`);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.equal("9869\n");
    });

    it("lets nobody in by password or as root", async () => {
      const only = "-o PreferredAuthentications=password,keyboard-interactive -o BatchMode=yes";
      for (const attempt of [`${only} oneadmin@${address}`, `-i /pod/user root@${address}`]) {
        const { code, stderr } = await outside(`ssh ${attempt} true`);
        expect(code, attempt).to.equal(255);
        expect(stderr).to.contain("Permission denied");
      }
    });

    it("takes a caller's agent along to the next machine", async () => {
      const hop = `ssh -o StrictHostKeyChecking=accept-new oneadmin@${otherAddress} id -u`;
      const { stdout, stderr } = await outside(
        `eval "$(ssh-agent)" >/dev/null; ssh-add -q /pod/user; ssh -A oneadmin@${address} "${hop}"; ssh-agent -k >/dev/null`,
      );
      expect(stdout, stderr).to.equal("9869\n");
    });

    it("lets oned reach its own front-end with the key that the agent holds", async () => {
      const env = ["-e", "SSH_AUTH_SOCK=/run/one/ssh-agent.sock", "-e", "HOME=/var/lib/one"];
      const ssh = ["ssh", "-i", "/nowhere", `oneadmin@${address}`, "id", "-u"];
      expect(await docker(["exec", ...env, oned.container, ...ssh])).to.equal("9869\n");
    });

    it("lets oned reach it under its own address, which no balancer leads back to it", async () => {
      const env = ["-e", "SSH_AUTH_SOCK=/run/one/ssh-agent.sock", "-e", "HOME=/var/lib/one"];
      const ssh = ["ssh", "-o", "ConnectTimeout=5", `oneadmin@${balancer}`, "id", "-u"];
      expect(await docker(["exec", ...env, oned.container, ...ssh])).to.equal("9869\n");
    });

    it("shares the connections of oned's drivers", async () => {
      const path = "/usr/lib/one/sh/override:/usr/bin:/bin";
      const env = ["-e", `PATH=${path}`, "-e", "HOME=/var/lib/one"];
      await docker(["exec", ...env, oned.container, "ssh", `oneadmin@${address}`, "true"]);
      await eventually("the connection is kept", async () =>
        (await pod.asRoot("ls /pod/run/one/ssh-socks")).includes("ctl-M-"),
      );
    });
  });
}
