import { expect } from "chai";
import {
  resolveKeyRotation,
  rotates,
  type KeyRotation,
} from "../../../components/identity/keyRotation";
import { Problems } from "../../../components/rules/problems";
import type { Credentials } from "../../../index";
import { collected } from "../../support/refusals";

function problemsOf(rotation: KeyRotation, credentials: Credentials = {}): readonly string[] {
  return collected((problems) => resolveKeyRotation(problems, rotation, credentials));
}

const resolved = (rotation?: KeyRotation) => resolveKeyRotation(new Problems(), rotation);

describe("rotation of keys", () => {
  it("is one first key of each kind by default", () => {
    expect(resolved()).to.deep.equal({
      sshKeyGenerations: [1],
      hostKeyGenerations: [1],
      monitorKeyGeneration: 1,
      oneadminPasswordGeneration: 1,
      serveradminGeneration: 1,
      databasePasswordGenerations: [1],
      backupPasswordGenerations: [1],
      furtherSshPublicKeys: [],
      furtherHostPublicKeys: [],
    });
    expect(rotates(resolved())).to.equal(false);
  });

  for (const [what, rotation] of Object.entries<KeyRotation>({
    "a second key is valid": { sshKeyGenerations: [1, 2] },
    "another host key is in use": { hostKeyGenerations: [2] },
    "another key encrypts": { monitorKeyGeneration: 2 },
    "a key of the user's own is announced": { furtherHostPublicKeys: ["ssh-ed25519 AAAA"] },
  })) {
    it(`is under way when ${what}`, () => {
      expect(problemsOf(rotation)).to.deep.equal([]);
      expect(rotates(resolved(rotation))).to.equal(true);
    });
  }

  it("refuses generations that are none, doubled or missing", () => {
    expect(
      problemsOf({
        sshKeyGenerations: [1, 1],
        hostKeyGenerations: [],
        monitorKeyGeneration: 1.5,
      }),
    ).to.deep.equal([
      "keyRotation.sshKeyGenerations: [1,1] names a generation twice; name each one once.",
      "keyRotation.hostKeyGenerations: [] has no generation; name the one in use, such as [1].",
      "keyRotation.monitorKeyGeneration: 1.5 is not a generation; count with whole numbers from 1 to 9999.",
    ]);
    expect(problemsOf({ hostKeyGenerations: [0] })).to.have.length(1);
  });

  it("refuses generations of a key that is the user's own", () => {
    const own = { sshPrivateKey: "canary", sshHostKey: "canary" };
    const told = problemsOf({ sshKeyGenerations: [1, 2], hostKeyGenerations: [2] }, own);
    expect(told).to.have.length(2);
    expect(told[0]).to.match(
      /^keyRotation\.sshKeyGenerations: \[1,2\] has no effect while credentials\.sshPrivateKey .*furtherSshPublicKeys\.$/,
    );
    expect(told[1]).to.match(/^keyRotation\.hostKeyGenerations: \[2\].*furtherHostPublicKeys\.$/);
    expect(problemsOf({}, own)).to.deep.equal([]);
  });

  it("refuses further keys that are no public ones", () => {
    const [told] = problemsOf({ furtherSshPublicKeys: ["-----BEGIN RSA PRIVATE KEY-----"] });
    expect(told).to.match(
      /^keyRotation\.furtherSshPublicKeys\[0\]: .* is not a public key; give one/,
    );
  });
});
