import { expect } from "chai";
import type { Rule } from "../../../components/rules/problems";
import * as rules from "../../../components/rules/rules";
import { sampleKeys } from "../../support/sample-keys";

interface Case {
  readonly rule: Rule<string>;
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const longName = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;
const key = sampleKeys.pkcs1.privateKey;

const cases: Readonly<Record<string, Case>> = {
  version: {
    rule: rules.versionRule,
    allowed: ["7.0", "7.4", "7.4.0", "7.10.12", "10.0"],
    refused: ["", "7", "latest", "7.4.x", "v7.4", "7.4.0.1", " 7.4", "7.4\n", "6.10", "6.10.2"],
  },
  hostname: {
    rule: rules.hostnameRule,
    allowed: ["auto", "one", "one.example.net", "One.Example", "192.0.2.1", "1.example", longName],
    refused: [
      ...["", " ", "one example", "one_two", "-one", "one-", "one.", ".one", "one..two"],
      ...["one:22", "ssh://one", "fd00::1", "[fd00::1]", "999.1.1.1", "1.2.3", "192.0.2.1/24"],
      ...[`${"a".repeat(64)}.net`, `${longName}x`, "one\n", "ärger.example", "auto "],
    ],
  },
  monitorAddress: {
    rule: rules.monitorAddressRule,
    allowed: ["auto", "one.example.net", "192.0.2.1", "fd00::1", "::"],
    refused: ["", "one:4124", "192.0.2.1:4124", "[fd00::1]", "fd00::g", "256.0.0.1", "a b"],
  },
  "address of the transparent proxy": {
    rule: rules.proxyAddressRule,
    allowed: ["192.0.2.1", "gate.example.net"],
    refused: ["", "auto:1", "fd00::1", "192.0.2.1:5030", "http://192.0.2.1", "a b", "1.2.3.4.5"],
  },
  "address of a server": {
    rule: rules.addressRule,
    allowed: ["db", "db.example.net", "192.0.2.1", "fd00::1"],
    refused: ["", "tcp://db", "db:3306", "/run/mysql.sock"],
  },
  URL: {
    rule: rules.urlRule,
    allowed: ["http://169.254.16.9:5030", "https://mirror.example.net/repo/", "http://[fd00::1]:1"],
    refused: ["", "mirror", "ftp://mirror", "file:///etc", "http://", 'http://a/"b', "http://a b"],
  },
  "Kubernetes name": {
    rule: rules.dnsLabelRule,
    allowed: ["a", "1", "one-2", "a".repeat(63)],
    refused: ["", "A", "a.b", "-a", "a-", "a_b", "a".repeat(64), "a\n"],
  },
  "name of a Kubernetes object": {
    rule: rules.objectNameRule,
    allowed: ["a", "a.b-c.1", "a".repeat(253)],
    refused: ["", "A", "a..b", ".a", "a.", "a/b", "a".repeat(254)],
  },
  "name of the component": {
    rule: rules.componentNameRule,
    allowed: ["a", "one", "one-2", "a".repeat(42)],
    refused: ["", "One", "one.two", "1one", "-one", "one-", "a".repeat(43)],
  },
  "DNS domain": {
    rule: rules.dnsDomainRule,
    allowed: ["cluster.local", "local", "k8s.example.net"],
    refused: ["", ".local", "local.", "a b", "1.2.3.4"],
  },
  quantity: {
    rule: rules.quantityRule,
    allowed: ["1", "20Gi", "1.5Ti", "500M", "100000k"],
    refused: ["", "0", "0Gi", "20 Gi", "20GB", "20gi", "-1Gi", "1e9", "Gi", "100m", "1.Gi"],
  },
  password: {
    rule: rules.passwordRule,
    allowed: ["x", "a:b", "'\"\\$#!%&~", "p".repeat(256)],
    refused: ["", "a b", "a\tb", "a\nb", "a\n", "pässword", "p".repeat(257), "\u007f"],
  },
  "range of addresses": {
    rule: rules.cidrRule,
    allowed: ["0.0.0.0/0", "192.0.2.0/24", "192.0.2.1/32", "fd00::/8", "::/0", "fd00::1/128"],
    refused: ["", "192.0.2.0", "192.0.2.0/33", "192.0.2/24", "fd00::/129", "a/8", "1.2.3.4/8/8"],
  },
  "virtual network": {
    rule: rules.networkRule,
    allowed: ["0", "private", "DMZ-1", "büro"],
    refused: ["", "a b", "'a'", '"a"', "[a]", "{a}", "n".repeat(129)],
  },
  "private key": {
    rule: rules.privateKeyRule,
    allowed: [key, key.trim(), key.replaceAll("\n", "\r\n"), sampleKeys.openssh.privateKey],
    refused: ["", "ssh-rsa AAAA", sampleKeys.encrypted, key.slice(1), `${key}x`, "/root/id_rsa"],
  },
  registry: {
    rule: rules.registryRule,
    allowed: ["localhost:5000", "registry.example.net", "ghcr.io/cloud/one", "r:1/a_b/c-d"],
    refused: ["", "https://ghcr.io", "ghcr.io/", "GHCR.io", "ghcr.io/a:tag", "r:port", "a b"],
  },
  "image reference": {
    rule: rules.imageReferenceRule,
    allowed: ["debian:12-slim", `r.example:5000/a/b@${digest}`, `a:1@${digest}`, "a"],
    refused: ["", "a b", "a@sha256:12", `a@md5:${"0".repeat(64)}`, "-a", "https://a b", "a\n"],
  },
  platform: {
    rule: rules.platformRule,
    allowed: ["linux/amd64", "linux/arm64", "linux/arm/v7"],
    refused: ["", "amd64", "windows/amd64", "linux/", "linux/arm/v7/x", "linux/amd64,linux/arm64"],
  },
};

describe("rule of", () => {
  for (const [subject, { rule, allowed, refused }] of Object.entries(cases)) {
    describe(subject, () => {
      for (const value of allowed) {
        it(`allows ${JSON.stringify(value).slice(0, 60)}`, () => {
          expect(rule(value)).to.equal(undefined);
        });
      }
      for (const value of refused) {
        it(`refuses ${JSON.stringify(value).slice(0, 60)} and says the way out`, () => {
          expect(rule(value)).to.match(/^(is|can't) .*[;:,] .*(give|write|use|choose) .*\.$/);
        });
      }
    });
  }

  describe("port", () => {
    for (const port of [1, 22, 65535]) {
      it(`allows ${port}`, () => {
        expect(rules.portRule(port)).to.equal(undefined);
      });
    }
    for (const port of [0, -1, 65536, 22.5, NaN, Infinity]) {
      it(`refuses ${port}`, () => {
        expect(rules.portRule(port)).to.match(/^is not a port number; give a whole number/);
      });
    }
  });

  it("version tells one that is too old from one that is none", () => {
    expect(rules.versionRule("6.10.2")).to.match(/older than 7\.0/);
    expect(rules.versionRule("latest")).to.match(/is not an OpenNebula version/);
  });

  it("no kind says a secret in its sentence", () => {
    for (const rule of [rules.passwordRule, rules.privateKeyRule]) {
      expect(rule("canary canary")).not.to.contain("canary");
    }
  });
});
