import { expect } from "chai";
import { publicKeyAnswer } from "../../../rehearse/publicKey";
import { settingPlaceholder } from "../../../rehearse/secrets";
import { sampleKeys } from "../../support/sampleKeys";

describe("the public part of a user's own key, in a rehearsal", () => {
  for (const form of ["pkcs1", "pkcs8", "sec1", "openssh"] as const) {
    it(`is the real one for ${form}, since manifests that are applied hold it`, async () => {
      const { privateKey, publicKey } = sampleKeys[form];
      const input = privateKey.includes("BEGIN OPENSSH") ? "privateKeyOpenssh" : "privateKeyPem";
      const answer = await publicKeyAnswer({ [input]: privateKey });
      expect(answer).to.deep.equal({ publicKeyOpenssh: `${publicKey}\n` });
    });
  }

  it("is a placeholder for what stands for an encrypted setting", async () => {
    const answer = await publicKeyAnswer({ privateKeyPem: settingPlaceholder("sshPrivateKey") });
    expect(answer).to.deep.equal({
      publicKeyOpenssh: "placeholder-for-public-key-of-sshPrivateKey",
    });
  });

  it("isn't there for what is no private key", async () => {
    for (const privateKeyPem of ["", "text", sampleKeys.encrypted]) {
      const outcome = await publicKeyAnswer({ privateKeyPem }).then(
        () => "answered",
        () => "refused",
      );
      expect(outcome, privateKeyPem).to.equal("refused");
    }
  });
});
