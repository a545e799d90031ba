import { expect } from "chai";
import { passwordRule, privateKeyRule, publicKeyRule } from "../../../components/identity/keys";
import { itDecides } from "../../support/ruleTable";
import { sampleKeys } from "../../support/sampleKeys";

const key = sampleKeys.pkcs1.privateKey;

describe("rule of", () => {
  itDecides("password", passwordRule, {
    allowed: [
      ...["a-b.c_d/e", "'\"\\$#!%&~", "p".repeat(256), "correct-horse", "opennebula-7f3a"],
      ...["Grüße-Schlüssel", "пароль-облака", "密码密码密码密码", "ü".repeat(128)],
    ],
    refused: [
      ...[
        "ü".repeat(129),
        "密".repeat(86),
        "Gru\u0308ße-Schlüssel",
        "🔑".repeat(8),
        "\ud83d-password",
      ],
      ...["no\u00a0space-9", "zero\u200bwidth", "line\u2028ends-9"],
      ...[
        "",
        "a b",
        "a\tb",
        "a\nb",
        "a\n",
        "pässwor",
        "p".repeat(257),
        "\u007f",
        "pass:with:colons",
        "short",
        "1234567",
      ],
      ...["opennebula", "OpenNebula", "oneadmin", "password", "Password", "12345678", "changeme"],
    ],
  });
  itDecides("private key", privateKeyRule, {
    allowed: [key, key.trim(), key.replaceAll("\n", "\r\n"), sampleKeys.openssh.privateKey],
    refused: ["", "ssh-rsa AAAA", sampleKeys.encrypted, key.slice(1), `${key}x`, "/root/id_rsa"],
  });
  itDecides("public key", publicKeyRule, {
    allowed: ["ssh-ed25519 AAAA", "ssh-rsa AAAA==", "ecdsa-sha2-nistp256 AAAA one@example"],
    refused: ["", "ssh-ed25519", "ssh-dss AAAA", "AAAA", key, "ssh-rsa AA AA\n", "ssh-rsa 'AA'"],
  });
});

describe("sentence about a secret", () => {
  it("never holds it", () => {
    for (const rule of [passwordRule, privateKeyRule]) {
      expect(rule("canary canary")).not.to.contain("canary");
    }
  });
});
