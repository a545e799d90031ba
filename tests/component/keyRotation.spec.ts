import { expect } from "chai";
import type { KeyRotation, OpenNebula } from "../../index";
import { planIn } from "../support/enrolmentJob";
import { secretIn } from "../support/manifests";
import { allOf, deploy, type Deployment } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";
import { at } from "../support/wire";

const rotated = (keyRotation: KeyRotation) => deploy({ ...minimal, keyRotation });

function keyNames(deployment: Deployment<OpenNebula>): string[] {
  return allOf(deployment, "tls:index/privateKey:PrivateKey").map(({ name }) => name);
}

describe("a key that changes in two steps", () => {
  it("is made beside the one in use first, and hypervisors let both in", async () => {
    const deployment = await rotated({ sshKeyGenerations: [1, 2] });
    expect(keyNames(deployment)).to.have.members(["one-ssh-key", "one-ssh-key-2", "one-host-key"]);
    expect(secretIn(deployment, "credentials")).to.include({
      "ssh-private-key": made.privateKey("one-ssh-key"),
      "further-ssh-public-keys": `${made.publicKey("one-ssh-key-2")}\n`,
    });
    const both = [made.publicKey("one-ssh-key"), made.publicKey("one-ssh-key-2")];
    expect(at(planIn(deployment), "furtherKeys.ssh")).to.deep.equal([both[1]]);
    const command = await valueOf(deployment.result.enrolCommand);
    for (const key of both) expect(command).to.contain(key);
    expect(await valueOf(deployment.result.sshPublicKey)).to.equal(both[0]);
  });

  it("is then the only one", async () => {
    const deployment = await rotated({ sshKeyGenerations: [2] });
    expect(keyNames(deployment)).to.have.members(["one-ssh-key-2", "one-host-key"]);
    expect(secretIn(deployment, "credentials")).to.include({
      "ssh-private-key": made.privateKey("one-ssh-key-2"),
    });
    expect(secretIn(deployment, "credentials")).not.to.have.property("further-ssh-public-keys");
    expect(at(planIn(deployment), "furtherKeys.ssh")).to.deep.equal([]);
  });

  it("may be the host key: hypervisors know both, and the front-end shows the first", async () => {
    const deployment = await rotated({ hostKeyGenerations: [2, 1] });
    expect(secretIn(deployment, "host-key")).to.deep.equal({
      ssh_host_key: made.privateKey("one-host-key-2"),
      "ssh_host_key.pub": made.publicKey("one-host-key-2"),
    });
    expect(at(planIn(deployment), "furtherKeys.host")).to.deep.equal([
      made.publicKey("one-host-key"),
    ]);
  });

  it("may be the key of encrypted monitoring, at once", async () => {
    const { resources } = await deploy({
      ...minimal,
      encryptMonitoring: true,
      keyRotation: { monitorKeyGeneration: 2 },
    });
    const names = allOf({ resources }, "tls:index/privateKey:PrivateKey").map(({ name }) => name);
    expect(names).to.include("one-monitor-key-2").and.not.to.include("one-monitor-key");
  });

  it("may be announced by a user who makes keys, and its comment goes nowhere", async () => {
    const comment = `it's "$(touch broken)"`;
    const deployment = await rotated({
      furtherSshPublicKeys: [`ssh-ed25519 AAAAnext ${comment}`],
      furtherHostPublicKeys: ["ssh-ed25519 AAAAhost"],
    });
    expect(at(planIn(deployment), "furtherKeys")).to.deep.equal({
      ssh: ["ssh-ed25519 AAAAnext"],
      host: ["ssh-ed25519 AAAAhost"],
    });
    expect(await valueOf(deployment.result.enrolCommand)).not.to.contain("broken");
  });
});
