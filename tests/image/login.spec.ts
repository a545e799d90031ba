import { expect } from "chai";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const library = "/usr/local/lib/opennebula-kubernetes/enrolment";

describe("A login at a hypervisor during an enrolment", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  // An SSH client whose answers are these, one after the other, and which lets in afterwards.
  async function triesUntilLoggedIn(answer: string, times: number): Promise<string> {
    const { stdout, stderr } = await pod.script(
      `
      set -e
      folder=$(mktemp -d)
      cat >"$folder/ssh" <<'SSH'
      #!/bin/bash
      echo try >>"\${0%/*}/tries"
      [[ $(wc -l <"\${0%/*}/tries") -gt ${times} ]] && { cat; exit; }
      echo "${answer}" >&2
      exit 255
      SSH
      chmod +x "$folder/ssh"
      PATH="$folder:$PATH" ruby -r ${library}/command.rb - <<'RUBY'
      Command.send(:remove_const, :PAUSE)
      Command::PAUSE = 0
      done = Command.ssh('kvm1', 'cat', input: 'the whole input')
      puts done.success? ? done.out : done.told
      RUBY
      echo "$(wc -l <"$folder/tries") tries"`.replace(/^ {6}/gm, ""),
    );
    expect(stderr).to.equal("");
    return stdout;
  }

  for (const answer of [
    "ssh: connect to host 192.0.2.1 port 22: Connection timed out",
    "ssh: connect to host 192.0.2.1 port 22: Connection refused",
    "ssh: connect to host 192.0.2.1 port 22: No route to host",
    "kex_exchange_identification: read: Connection reset by peer",
    "kex_exchange_identification: Connection closed by remote host",
    "Connection closed by 192.0.2.1 port 22",
    "Connection timed out during banner exchange",
  ]) {
    it(`is tried again after "${answer}"`, async () => {
      expect(await triesUntilLoggedIn(answer, 2)).to.equal("the whole input\n3 tries\n");
    });
  }

  it("is given up after three connections, with the reason", async () => {
    const answer = "ssh: connect to host 192.0.2.1 port 22: Connection timed out";
    expect(await triesUntilLoggedIn(answer, 3)).to.equal(`${answer}\n3 tries\n`);
  });

  for (const answer of [
    "oneadmin@kvm1: Permission denied (publickey).",
    "Host key verification failed.",
    "Connection to kvm1 closed by remote host.",
    "ssh: Could not resolve hostname kvm1: Name or service not known",
  ]) {
    it(`is tried once where the machine, or DNS, says "${answer}"`, async () => {
      expect(await triesUntilLoggedIn(answer, 1)).to.equal(`${answer}\n1 tries\n`);
    });
  }
});
