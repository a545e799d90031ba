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

describe("a password that changes", () => {
  const passwordNames = (deployment: Deployment<OpenNebula>): string[] =>
    allOf(deployment, "random:index/randomPassword:RandomPassword").map(({ name }) => name);

  it("is another one for oneadmin, which the pod brings into the database", async () => {
    const deployment = await rotated({ oneadminPasswordGeneration: 2 });
    expect(passwordNames(deployment)).to.deep.equal(["one-password-2"]);
  });

  it("is made by the pod for serveradmin, when its number is new", async () => {
    const variable = { name: "OPENNEBULA_SERVERADMIN_GENERATION", value: "2" };
    const before = allOf(await rotated({}), "kubernetes:apps/v1:StatefulSet")[0]?.inputs ?? {};
    const after =
      allOf(await rotated({ serveradminGeneration: 2 }), "kubernetes:apps/v1:StatefulSet")[0]
        ?.inputs ?? {};
    for (const place of ["initContainers.0", "containers.0"]) {
      expect(at(after, `spec.template.spec.${place}.env`)).to.deep.include(variable);
      expect(at(before, `spec.template.spec.${place}.env`)).not.to.deep.include(variable);
    }
  });

  it("is valid beside the former one at the database, and at the repository of backups", async () => {
    const deployment = await deploy({
      ...minimal,
      database: { bundled: {} },
      backup: {},
      keyRotation: { databasePasswordGenerations: [2, 1], backupPasswordGenerations: [2, 1] },
    });
    expect(passwordNames(deployment)).to.have.members([
      "one-password",
      "one-database-password-2",
      "one-database-password",
      "one-backup-password-2",
      "one-backup-password",
    ]);
    expect(secretIn(deployment, "database-server")["start.sql"]).to.contain(" OR ");
    expect(secretIn(deployment, "backup")).to.include.keys("password", "former-password");
  });

  it("may be one that is given, of a repository that knows another", async () => {
    const deployment = await deploy({
      ...minimal,
      backup: { password: "canary-new-password" },
      keyRotation: { formerBackupPassword: "canary-old-password" },
    });
    expect(secretIn(deployment, "backup")).to.include({ "former-password": "canary-old-password" });
    expect(JSON.stringify(deployment.resources.map(({ inputs }) => inputs))).not.to.contain(
      "canary",
    );
  });
});

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
