import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { deploy } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { sampleKeys } from "../support/sampleKeys";
import { canaries, minimal } from "../support/scenarios";
import { opened } from "../support/wire";

// One line from the middle of each key: what a leak would show, however it is wrapped.
const middleOf = (key: string): string => key.split("\n")[2] ?? "";

const args: OpenNebulaArgs = {
  ...minimal,
  image: {
    build: { registry: "localhost:5000", username: "u", password: canaries.registryPassword },
  },
  expose: { type: "LoadBalancer" },
  tproxy: { enabled: true },
  credentials: { oneadminPassword: canaries.oneadminPassword, ...sampleKeys.credentials },
  database: { host: "db", existingSecret: "db-login" },
  settings: [
    { file: "/etc/one/a.conf", path: "A", value: canaries.secretSetting, secret: true },
    { file: "/etc/one/a.conf", path: "B", value: "open" },
  ],
};

const given = [
  ...Object.values(canaries),
  middleOf(sampleKeys.pkcs1.privateKey),
  middleOf(sampleKeys.openssh.privateKey),
];
const madeSecrets = [
  made.password,
  made.privateKey("one-ssh-key").trim(),
  made.privateKeyPem("one-monitor-key").trim(),
];

function expectNone(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) expect(text.includes(secret), secret).to.equal(false);
}

describe("secrets", () => {
  const balancer = [{ ip: "192.0.2.1" }];

  for (const [kind, defer] of [
    ["plain texts", (value: string) => value],
    ["Pulumi secrets", (value: string) => pulumi.secret(value)],
    ["Outputs that nobody marked", (value: string) => pulumi.output(value)],
  ] as const) {
    it(`given as ${kind} are marked wherever they stand`, async () => {
      const credentials = {
        oneadminPassword: defer(canaries.oneadminPassword),
        sshPrivateKey: defer(sampleKeys.pkcs1.privateKey),
        sshHostKey: defer(sampleKeys.openssh.privateKey),
      };
      const { errors, resources, warnings } = await deploy({ ...args, credentials }, { balancer });
      expect(errors).to.deep.equal([]);
      expectNone(JSON.stringify(resources.map(({ inputs }) => inputs)), given);
      expectNone(warnings.join(), given);
    });
  }

  it("that are made are marked wherever they stand", async () => {
    const { resources } = await deploy({ ...minimal, encryptMonitoring: true });
    expectNone(JSON.stringify(resources.map(({ inputs }) => inputs)), madeSecrets);
  });

  it("reach Secrets, the image's login and the component's own state alone", async () => {
    const { resources } = await deploy(args, { balancer });
    const holders = resources
      .filter(({ open }) => given.some((secret) => JSON.stringify(open).includes(secret)))
      .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`);
    expect(holders).to.have.members([
      ...["OpenNebula one", "Image one-image", "Secret one-credentials", "Secret one-host-key"],
      "Secret one-secret-settings",
    ]);
  });

  it("are found by this test where they are", async () => {
    const { resources } = await deploy(args, { balancer });
    const all = JSON.stringify(resources.map(({ open }) => opened(open)));
    for (const secret of given) expect(all.includes(secret), secret).to.equal(true);
  });

  it("don't stand in an error, whatever else is wrong", async () => {
    const { errors } = await deploy({ ...args, hostname: pulumi.output("a b") }, { balancer });
    expect(errors).not.to.deep.equal([]);
    expectNone(errors.join(), given);
  });
});
