import { expect } from "chai";
import { eventually, needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { Pod, type Running } from "./pod";

describe("The container of the SSH server and the SSH agent", () => {
  let pod: Pod;
  let sshd: Running;

  before(async function () {
    await needDocker(this);
    pod = await Pod.create((await frontEnd()).image);
    await pod.complete("prepare");
  });

  after(() => pod.remove());

  beforeEach(async () => {
    sshd = await pod.start("sshd", {}, "no");
    for (const role of ["sshd", "ssh-agent"]) await sshd.waitUntilHealthy(role);
  });

  async function exitCode(): Promise<number> {
    await eventually("it ends", async () => (await sshd.state("Running")) === "false");
    return Number(await sshd.state("ExitCode"));
  }

  for (const [what, process] of [
    ["the SSH server", "sshd"],
    ["the SSH agent", "ssh-agent"],
  ] as const) {
    it(`ends with ${what}, and says so`, async () => {
      await sshd.run("bash", "-c", `pkill -KILL -o -x ${process}`);
      expect(await exitCode()).not.to.equal(0);
      expect(await sshd.log()).to.match(
        new RegExp(`^sshd: ${what} has ended with code \\d+;`, "m"),
      );
    });
  }

  it("says which of the two lacks something", async () => {
    await sshd.end();
    await pod.asRoot("cd /pod/data/home/.ssh && mv id_rsa away");
    const { code, stderr } = await pod.run("sshd");
    await pod.asRoot("cd /pod/data/home/.ssh && mv away id_rsa");
    expect(code).to.equal(1);
    expect(stderr).to.match(/^ssh-agent: .*id_rsa isn't taken by the agent/m);
    expect(stderr).to.match(/^sshd: the SSH agent has ended with code 1;/m);
  });

  it("ends by SIGTERM at once, and without an error", async () => {
    expect(await sshd.end(30)).to.equal(0);
    expect(await sshd.log()).not.to.contain("has ended");
  });
});
