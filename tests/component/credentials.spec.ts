import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Credentials } from "../../index";
import { secretIn } from "../support/manifests";
import { allOf, deploy, oneOf } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { problemsOf } from "../support/refusals";
import { sampleKeys } from "../support/sampleKeys";
import { minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";

const withOwn = (credentials: Credentials) => deploy({ ...minimal, credentials });

describe("credentials that were left out", () => {
  it("are made once: a password that OpenNebula can carry, and keys of the usual kinds", async () => {
    const deployment = await deploy(minimal);
    const password = oneOf(deployment, "random:index/randomPassword:RandomPassword");
    expect(password.inputs).to.deep.equal({ length: 32, special: false });
    const keys = allOf(deployment, "tls:index/privateKey:PrivateKey");
    expect(Object.fromEntries(keys.map(({ name, inputs }) => [name, inputs]))).to.deep.equal({
      "one-ssh-key": { algorithm: "RSA", rsaBits: 4096 },
      "one-host-key": { algorithm: "ED25519" },
    });
  });

  it("reach the pod as files of Secrets", async () => {
    const deployment = await deploy(minimal);
    expect(secretIn(deployment, "credentials")).to.deep.equal({
      "oneadmin-password": made.password,
      "ssh-private-key": made.privateKey("one-ssh-key"),
      "ssh-public-key": made.publicKey("one-ssh-key"),
    });
    expect(secretIn(deployment, "host-key")).to.deep.equal({
      ssh_host_key: made.privateKey("one-host-key"),
      "ssh_host_key.pub": made.publicKey("one-host-key"),
    });
  });
});

describe("credentials of the user's own", () => {
  it("are used as they are, and none is made beside them", async () => {
    const deployment = await withOwn({
      oneadminPassword: "canary-password",
      ...sampleKeys.credentials,
    });
    expect(deployment.resources.filter(({ type }) => /^(tls|random):/.test(type))).to.deep.equal(
      [],
    );
    expect(secretIn(deployment, "credentials")).to.include({
      "oneadmin-password": "canary-password",
      "ssh-private-key": sampleKeys.pkcs1.privateKey,
    });
    expect(await valueOf(deployment.result.oneadminPassword)).to.equal("canary-password");
  });

  it("may be some of them", async () => {
    const { resources } = await withOwn({ oneadminPassword: "canary-password" });
    const names = resources.map(({ name }) => name);
    expect(names).to.include.members(["one-ssh-key", "one-host-key"]);
    expect(names).not.to.include("one-password");
  });

  for (const form of ["pkcs1", "pkcs8", "sec1", "openssh"] as const) {
    it(`may be a key in the form ${form}, of which the public part is told`, async () => {
      const { privateKey, publicKey } = sampleKeys[form];
      const { result } = await withOwn({ sshPrivateKey: privateKey, sshHostKey: privateKey });
      expect(await valueOf(result.sshPublicKey)).to.equal(publicKey);
      expect(await valueOf(result.sshHostKey)).to.equal(publicKey);
      expect(await pulumi.isSecret(result.sshPublicKey)).to.equal(false);
    });
  }

  it("may have a key without its last newline, which ssh wants", async () => {
    const deployment = await withOwn({ sshPrivateKey: sampleKeys.pkcs1.privateKey.trim() });
    expect(secretIn(deployment, "credentials")["ssh-private-key"]).to.equal(
      sampleKeys.pkcs1.privateKey,
    );
  });

  it("are refused at once when they can't work, without being shown", () => {
    const problems = problemsOf({
      credentials: {
        oneadminPassword: "canary canary",
        sshPrivateKey: sampleKeys.encrypted,
        sshHostKey: "canary",
      },
    });
    expect(
      problems.map((problem) => problem.split(" is not ")[0]?.split(" can't ")[0]),
    ).to.have.members([
      "credentials.oneadminPassword: the value (not shown)",
      "credentials.sshPrivateKey: the value (not shown)",
      "credentials.sshHostKey: the value (not shown)",
    ]);
    expect(problems.join()).not.to.contain("canary");
    expect(problems.join()).not.to.contain("ENCRYPTED");
  });

  it("are refused when a key looks like one and isn't, without being shown", async () => {
    const sshPrivateKey =
      "-----BEGIN RSA PRIVATE KEY-----\nY2FuYXJ5\n-----END RSA PRIVATE KEY-----\n";
    const { errors } = await withOwn({ sshPrivateKey });
    expect(errors.join()).to.match(
      /credentials\.sshPrivateKey: the value \(not shown\) is not a private key.*; give one/,
    );
    expect(errors.join()).not.to.contain("Y2FuYXJ5");
  });
});
