import { expect } from "chai";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

describe("Own files below remotes", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  afterEach(async () => {
    await pod.asRoot("rm -rf /pod/own-remotes/* /pod/own-remotes/..*");
  });

  after(async () => {
    await pod.remove();
  });

  /** Lays files out as a kubelet does: behind links, so that they change all at once. */
  async function give(files: Readonly<Record<string, string>>): Promise<void> {
    await pod.asRoot("mkdir -p /pod/own-remotes/..1");
    for (const [path, content] of Object.entries(files)) {
      const folder = path.split("/").slice(0, -1).join("/");
      await pod.asRoot(`mkdir -p /pod/own-remotes/..1/${folder}`);
      await pod.write(`own-remotes/..1/${path}`, content);
    }
    await pod.asRoot(
      "cd /pod/own-remotes && ln -s ..1 ..data && for name in ..1/*; do ln -s ..data/${name#..1/} .; done",
    );
  }

  async function modeOf(path: string): Promise<string> {
    return (await pod.asRoot(`stat -c '%a %U' /pod/remotes/${path}`)).trim();
  }

  it("replace packaged ones, and are as executable as those", async () => {
    await give({ "hooks/ft/fence_host.sh": "#!/bin/bash\nexit 0\n" });
    const { code, stderr } = await pod.run("prepare");
    expect(code, stderr).to.equal(0);
    expect(stderr).to.match(
      /remotes: hooks\/ft\/fence_host\.sh replaces the one of OpenNebula 7\./,
    );
    expect(await pod.read("remotes/hooks/ft/fence_host.sh")).to.equal("#!/bin/bash\nexit 0\n");
    expect(await modeOf("hooks/ft/fence_host.sh")).to.match(/^750 /);
  });

  it("are new ones, executable if they are scripts", async () => {
    await give({ "hooks/mine/notify": "#!/bin/sh\ntrue\n", "hooks/mine/list.txt": "a\n" });
    const { code, stderr } = await pod.run("prepare");
    expect(code, stderr).to.equal(0);
    expect(stderr).to.match(/remotes: hooks\/mine\/notify is new, OpenNebula 7\.\S+ has none/);
    expect(await modeOf("hooks/mine/notify")).to.match(/^750 /);
    expect(await modeOf("hooks/mine/list.txt")).to.match(/^640 /);
  });

  it("are gone after a start without them", async () => {
    await give({ "hooks/mine/notify": "#!/bin/sh\n" });
    await pod.complete("prepare");
    await pod.asRoot("rm -rf /pod/own-remotes/* /pod/own-remotes/..*");
    await pod.complete("prepare");
    const found = await pod.asRoot("find /pod/remotes/hooks; cat /pod/remotes/hooks/ft/*");
    expect(found).not.to.contain("mine");
    expect(found).to.contain("exit 1");
  });

  it("stop the pod where they would hide a folder, or lie below a file", async () => {
    await give({ "hooks/ft": "x" });
    const hiding = await pod.run("prepare");
    expect(hiding.code).to.equal(1);
    expect(hiding.stderr).to.match(/remotes: hooks\/ft is a folder of OpenNebula 7\.\S+; name a/);
    await pod.asRoot("rm -rf /pod/own-remotes/* /pod/own-remotes/..*");
    await give({ "VERSION/below": "x" });
    const below = await pod.run("prepare");
    expect(below.code).to.equal(1);
    expect(below.stderr).to.match(/remotes: VERSION\/below lies below a file of OpenNebula 7\./);
  });
});
