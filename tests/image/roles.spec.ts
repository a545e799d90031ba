import { expect } from "chai";
import { eventually } from "../support/docker";
import type { Pod, Running } from "./pod";
import { testPod } from "./testPod";

const daemons = ["sshd", "oned", "hem", "fireedge", "guacd", "oneflow", "onegate"] as const;
type Daemon = (typeof daemons)[number];

describe("The roles of a front-end", () => {
  let pod: Pod;
  const running = new Map<Daemon, Running>();

  function role(name: Daemon): Running {
    const found = running.get(name);
    if (found === undefined) throw new Error(`${name} does not run`);
    return found;
  }

  before(async function () {
    pod = await testPod(this);
    await pod.complete("prepare");
    // All at once, as a kubelet starts them: each waits for what it needs.
    for (const name of daemons) running.set(name, await pod.start(name));
  });

  after(async () => {
    await pod.remove();
  });

  for (const name of daemons.filter((daemon) => daemon !== "hem")) {
    it(`run ${name} without root, capabilities or a writable root`, async () => {
      await role(name).waitUntilHealthy(name);
    });
  }

  it("run the SSH agent beside the SSH server", async () => {
    await role("sshd").waitUntilHealthy("ssh-agent");
  });

  it("run the hook manager once oned answers", async () => {
    await eventually("hooks are loaded", async () =>
      (await role("hem").log()).includes("Hooks successfully loaded"),
    );
  });

  it("answer the command line as oneadmin", async () => {
    const { code, stderr } = await role("oned").run("oneuser", "show", "0");
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
  });

  it("listen for gRPC and for monitoring over TCP and UDP", async () => {
    for (const [port, option] of [["2634"], ["4124"], ["4124", "-u"]]) {
      const options = ["-z", "-w", "2", ...(option === undefined ? [] : [option])];
      const { code } = await role("hem").run("nc", ...options, "127.0.0.1", String(port));
      expect(code, `port ${String(port)} ${option ?? ""}`).to.equal(0);
    }
  });

  it("show the monitor daemon's log in oned's output", async () => {
    await eventually("the datagram shows", async () => {
      await role("hem").run("bash", "-c", "echo 'no such message' >/dev/udp/127.0.0.1/4124");
      return (await role("oned").log()).includes("UNDEFINED");
    });
  });

  it("serve Sunstone's page to whom is not logged in", async () => {
    const address = await pod.address();
    const url = `http://${address}:2616/fireedge/sunstone`;
    const { stdout } = await role("hem").run("curl", "-s", url);
    expect(stdout).to.match(/<title>/i);
  });

  it("let OneFlow and OneGate be reached from outside the pod", async () => {
    const address = await pod.address();
    for (const port of [2474, 5030]) {
      const url = `http://${address}:${port}/`;
      const { stdout } = await role("hem").run("curl", "-s", "-w", "%{http_code}", url);
      expect(stdout, url).to.match(/401$/);
    }
  });

  for (const name of ["gate.example.net", "one.clouds.svc.cluster.local:5030", "gate"]) {
    it(`let OneFlow and OneGate be reached by the name ${name}`, async () => {
      for (const port of [2474, 5030]) {
        const url = `http://127.0.0.1:${port}/`;
        const ask = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", `Host: ${name}`];
        expect((await role("hem").run(...ask, url)).stdout, url).to.equal("401");
      }
    });
  }

  it("keep the console proxy to themselves", async () => {
    const { code } = await role("hem").run("nc", "-z", "-w", "2", await pod.address(), "4822");
    expect(code).not.to.equal(0);
  });

  it("keep the password out of the arguments of every process", async () => {
    for (const name of daemons) {
      const { stdout } = await role(name).run("bash", "-c", "cat /proc/[0-9]*/cmdline");
      expect(stdout, name).not.to.contain(pod.password);
    }
  });

  // The last ones: they end what the others need.
  for (const name of [...daemons].reverse()) {
    it(`end ${name} by SIGTERM, long before the grace period is over`, async () => {
      const start = Date.now();
      const code = await role(name).end(60);
      expect(Date.now() - start, `milliseconds; ${await role(name).log()}`).to.be.below(30_000);
      expect(code).to.be.oneOf([0, 143, 255]);
    });
  }

  it("leave no lock behind that would stop the next start", async () => {
    expect(await pod.asRoot("ls /pod/run/lock/one")).to.equal("");
  });
});

describe("A role that lacks something", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  it("waits aloud, and not for ever", async () => {
    await pod.complete("prepare");
    const { code, stderr } = await pod.run("oneflow", { OPENNEBULA_WAIT_SECONDS: "1" });
    expect(code).to.equal(75);
    expect(stderr).to.contain("waiting for /var/lib/one/.one/oneflow_auth, which oned writes");
    expect(stderr).to.contain("gave up after 1 s");
  });

  it("names the database that does not answer", async () => {
    await pod.write("database/username", "nebula");
    await pod.write("database/password", "pass-word");
    const environment = {
      OPENNEBULA_DB_BACKEND: "mysql",
      OPENNEBULA_DB_HOST: "127.0.0.1",
      OPENNEBULA_WAIT_SECONDS: "1",
    };
    await pod.complete("prepare", environment);
    const { code, stderr } = await pod.run("database", environment);
    expect(code).to.equal(75);
    expect(stderr).to.contain("gave up after 1 s of waiting for the database at 127.0.0.1:3306");
  });

  it("refuses the placeholders of a rehearsal", async () => {
    await pod.write("credentials/oneadmin-password", "placeholder-for-oneadmin-password");
    const { code, stderr } = await pod.run("prepare");
    expect(code).to.equal(1);
    expect(stderr).to.contain("oneadmin-password is the placeholder of a rehearsal");
  });

  it("refuses a public key of another pair", async () => {
    await pod.write("credentials/oneadmin-password", "word");
    const other = await pod.asRoot("ssh-keygen -q -t ed25519 -N '' -f /tmp/k; cat /tmp/k.pub");
    await pod.write("credentials/ssh-public-key", other);
    const { code, stderr } = await pod.run("prepare");
    expect(code).to.equal(1);
    expect(stderr).to.contain("does not belong to ssh-public-key");
  });
});
