import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { secretArgs } from "../../components/secretArgs";
import { canaries, minimal, scenarios } from "../support/scenarios";
import { valueOf } from "../support/settle";

/** Whether the part that this function picks is secret in Pulumi's state. */
function isSecret(value: pulumi.Input<unknown>): Promise<boolean> {
  return pulumi.isSecret(pulumi.output(value));
}

describe("arguments in Pulumi's state", () => {
  it("have every credential marked, however it was given", async () => {
    const { credentials } = secretArgs({
      ...minimal,
      credentials: {
        oneadminPassword: "canary",
        sshPrivateKey: pulumi.output("canary"),
        sshHostKey: Promise.resolve("canary"),
      },
    });
    const { oneadminPassword, sshPrivateKey, sshHostKey } = credentials ?? {};
    for (const value of [oneadminPassword, sshPrivateKey, sshHostKey]) {
      expect(await isSecret(value)).to.equal(true);
      expect(await valueOf(value)).to.equal("canary");
    }
  });

  it("have the registry's password marked, and its user not", async () => {
    const { image } = secretArgs(scenarios["build"] ?? minimal);
    expect(await isSecret(image.build?.password)).to.equal(true);
    expect(await valueOf(image.build?.password)).to.equal(canaries.registryPassword);
    expect(image.build?.username).to.equal("builder");
  });

  it("have the value of a secret setting marked, and no other", async () => {
    const { settings = [] } = secretArgs(scenarios["everything"] ?? minimal);
    expect(await Promise.all(settings.map(({ value }) => isSecret(value)))).to.deep.equal([
      false,
      true,
    ]);
  });

  it("are else as the user gave them", () => {
    expect(secretArgs(minimal)).to.deep.equal(minimal);
    const removal = { file: "/etc/one/oned.conf", path: "A", action: "rm", secret: true } as const;
    expect(secretArgs({ ...minimal, settings: [removal] }).settings).to.deep.equal([removal]);
  });
});
