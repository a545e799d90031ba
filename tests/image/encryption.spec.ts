import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect } from "chai";
import { eventually, needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { monitorMessages } from "./monitorMessage";
import { Pod } from "./pod";

const keys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

function pem(key: KeyObject, type: "pkcs1" | "pkcs8"): string {
  return key.export({ type, format: "pem" }).toString();
}

describe("Encrypted monitoring", () => {
  let pod: Pod;

  before(async function () {
    await needDocker(this);
    pod = await Pod.create((await frontEnd()).image);
  });

  afterEach(async () => {
    await pod.asRoot("rm -f /pod/monitor-key/*");
  });

  after(async () => {
    await pod.remove();
  });

  function network(): Promise<string> {
    return pod.asRoot("sed -n '/^NETWORK/,/]/p' /pod/etc/monitord.conf");
  }

  it("is off without a key", async () => {
    await pod.complete("prepare");
    expect(await network()).to.match(/PUBKEY\s+=\s+""/);
    expect(await pod.asRoot("ls /pod/etc")).not.to.match(/^monitor$/m);
  });

  for (const type of ["pkcs1", "pkcs8"] as const) {
    it(`takes a key in the form ${type}, and writes what hypervisors read`, async () => {
      const { privateKey, publicKey } = keys();
      await pod.write("monitor-key/private-key", pem(privateKey, type));
      await pod.complete("prepare");
      expect(await network()).to.match(/PUBKEY\s+=\s+"\/etc\/one\/monitor\/public\.pem"/);
      expect(await network()).to.match(/PRIKEY\s+=\s+"\/etc\/one\/monitor\/private\.pem"/);
      expect(await pod.read("etc/monitor/public.pem")).to.equal(
        publicKey.export({ type: "pkcs1", format: "pem" }),
      );
      expect(await pod.read("etc/monitor/private.pem")).to.equal(pem(privateKey, "pkcs1"));
      const modes = await pod.asRoot("stat -c '%a %u' /pod/etc/monitor/private.pem");
      expect(modes).to.equal("600 9869\n");
    });
  }

  it("refuses what is no RSA key, and a rehearsal's placeholder", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    await pod.write("monitor-key/private-key", pem(privateKey, "pkcs8"));
    const other = await pod.run("prepare");
    expect(other.code).to.equal(1);
    expect(other.stderr).to.contain("isn't an RSA private key without a passphrase");
    await pod.write("monitor-key/private-key", "placeholder-for-monitor-key");
    const placeholder = await pod.run("prepare");
    expect(placeholder.code).to.equal(1);
    expect(placeholder.stderr).to.contain("is the placeholder of a rehearsal");
  });

  it("reads what a hypervisor has encrypted", async () => {
    await pod.write("monitor-key/private-key", pem(keys().privateKey, "pkcs1"));
    const oned = await pod.boot();
    const env = ["env", "HOME=/var/lib/one"];
    await oned.run(...env, "onehost", "create", "nowhere", "-i", "kvm", "-v", "kvm");
    const isIn = async (state: string) => {
      const { stdout } = await oned.run(...env, "onehost", "show", "0", "-j");
      return stdout.includes(`"STATE": "${state}"`);
    };
    // Its monitoring can't start, so nothing else will report for it.
    await eventually("it is in error", () => isIn("3"));
    const publicKey = createPublicKey(await pod.read("etc/monitor/public.pem"));
    const key = publicKey.export({ type: "spki", format: "pem" }).toString();
    for (const message of monitorMessages(0, key)) {
      await oned.run("bash", "-c", `printf %s '${message}' >/dev/udp/127.0.0.1/4124`);
    }
    await eventually("it is monitored", () => isIn("2"));
  });
});
