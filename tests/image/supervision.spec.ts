import { expect } from "chai";
import { eventually, needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { Pod, type Running } from "./pod";

const warn = { OPENNEBULA_ON_FAILURE: "warn" };

describe("A side role that may fail", () => {
  let pod: Pod;
  let oned: Running;

  before(async function () {
    await needDocker(this);
    pod = await Pod.create((await frontEnd()).image);
    oned = await pod.boot();
  });

  after(() => pod.remove());

  const broken = () => pod.asRoot("sed -i '1i: [' /pod/etc/oneflow-server.conf");
  const mended = () => pod.asRoot("sed -i 1d /pod/etc/oneflow-server.conf");

  for (const role of ["hem", "fireedge", "guacd", "oneflow", "onegate"]) {
    it(`is supervised: ${role} is started again in its container after it was killed`, async () => {
      const running = await pod.start(role, warn, "no");
      await running.waitUntilHealthy(role);
      await eventually(
        "it runs",
        async () => (await running.run("test", "-e", `/tmp/${role}/running`)).code === 0,
      );
      await running.run(
        "bash",
        "-c",
        "kill -KILL $(ps -o pid= --sort=start_time -C node,ruby,guacd,guacd.bin | head -n 1)",
      );
      await eventually("it has ended", async () =>
        (await running.log()).includes("ended once, at"),
      );
      await running.waitUntilHealthy(role);
      expect(await running.log()).to.match(
        new RegExp(
          `^${role}: ended once, at [-\\dT:]+Z with code 137: .*; it starts again in 1 s$`,
          "m",
        ),
      );
      expect(await running.state("Running")).to.equal("true");
      expect(await running.end(30), await running.log()).to.be.oneOf([0, 143]);
    });
  }

  it("is started again after a growing pause, says why it failed, and comes back by itself", async () => {
    await broken();
    const oneflow = await pod.start("oneflow", warn, "no");
    await eventually("the pauses grow", async () => (await oneflow.log()).includes("again in 4 s"));
    const log = await oneflow.log();
    const pauses = [
      ...log.matchAll(/^oneflow: ended .* with code \d+: (.*); it starts again in (\d+) s$/gm),
    ];
    expect(pauses.map(([, , seconds]) => Number(seconds)).slice(0, 3)).to.deep.equal([1, 2, 4]);
    expect(pauses[0]?.[1]).not.to.match(/^from |^$/);
    const { code, stdout } = await oneflow.run("healthy", "oneflow");
    expect(code).to.equal(1);
    expect(stdout).to.match(
      /^oneflow (is down: it has|doesn't answer on port 2474; it has) ended 3 times, last at .*\n$/,
    );
    await mended();
    await oneflow.waitUntilHealthy("oneflow");
    expect(await oneflow.end(30)).to.be.oneOf([0, 143]);
  });

  it("is started again without a growing pause if it ran well for long", async () => {
    await broken();
    const steady = { ...warn, OPENNEBULA_STEADY_SECONDS: "0" };
    const oneflow = await pod.start("oneflow", steady, "no");
    const pauses = async () =>
      [...(await oneflow.log()).matchAll(/again in (\d+) s$/gm)].map(([, seconds]) => seconds);
    await eventually("it has ended thrice", async () => (await pauses()).length >= 3);
    await mended();
    expect((await pauses()).slice(0, 3)).to.deep.equal(["1", "1", "1"]);
    expect(await oneflow.end(30)).to.be.oneOf([0, 143]);
  });

  it("ends at once by SIGTERM while it waits", async () => {
    await broken();
    const oneflow = await pod.start("oneflow", warn, "no");
    await eventually("it waits", async () => (await oneflow.log()).includes("again in 4 s"));
    const start = Date.now();
    expect(await oneflow.end(60)).to.be.oneOf([0, 143]);
    await mended();
    expect(Date.now() - start).to.be.below(30_000);
  });

  it("is healthy or not without supervision too, where it just doesn't answer", async () => {
    const { code, stdout } = await oned.run("healthy", "guacd");
    expect(code).to.equal(1);
    expect(stdout).to.match(/^guacd doesn't answer on port 4822/);
  });

  it("ends its container where nobody asked for supervision", async () => {
    await broken();
    const { code } = await pod.run("oneflow");
    await mended();
    expect(code).not.to.equal(0);
  });

  it("can't be oned", async () => {
    await oned.end();
    await pod.asRoot("mv /pod/etc/oned.conf /pod/etc/away");
    const { code } = await pod.run("oned", warn);
    await pod.asRoot("mv /pod/etc/away /pod/etc/oned.conf");
    expect(code).not.to.equal(0);
  });
});
