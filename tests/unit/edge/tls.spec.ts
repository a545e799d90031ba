import { expect } from "chai";
import { certificateNameRule, resolveTls } from "../../../components/edge/tls";
import { collected, problemsOf, refusalOf } from "../../support/refusals";
import { itDecides } from "../../support/ruleTable";

describe("where the certificate comes from", () => {
  const refused = (tls: object): string[] => problemsOf({ tls });

  for (const tls of [
    { selfSigned: {} },
    { selfSigned: { validityDays: 90 }, names: ["*.example.net", "192.0.2.1", "fd00::1"] },
    { certificateSecret: "wildcard" },
    { issuer: { name: "letsencrypt" } },
    { issuer: { name: "aws", kind: "AWSPCAClusterIssuer", group: "awspca.cert-manager.io" } },
  ]) {
    it(`may be ${JSON.stringify(tls)}`, () => {
      expect(refusalOf({ tls })).to.equal("");
    });
  }

  for (const [tls, sentence] of [
    [{}, /^tls: doesn't say where the certificate comes from; give one of `selfSigned: {}`,/],
    [{ names: ["one.example.net"] }, /^tls: doesn't say where/],
    [{ selfSigned: {}, certificateSecret: "a" }, /^tls: says of several .*\(selfSigned, certific/],
    [{ certificateSecret: "" }, /^tls: doesn't say where/],
    [{ certificateSecret: "A_b" }, /^tls\.certificateSecret: "A_b" is not the name of a Kuber/],
    [{ certificateSecret: "a", names: ["b"] }, /^tls\.names: has no effect on .*; leave it out/],
    [{ selfSigned: { validityDays: 0 } }, /^tls\.selfSigned\.validityDays: 0 is not a validity; /],
    [{ selfSigned: { validityDays: 3651 } }, /^tls\.selfSigned\.validityDays: 3651 is not/],
    [{ selfSigned: {}, names: ["https://a"] }, /^tls\.names\[0\]: "https:\/\/a" is neither/],
    [{ issuer: {} }, /^tls\.issuer\.name: is missing/],
    [{ issuer: { name: "A" } }, /^tls\.issuer\.name: "A" is not the name of a Kubernetes object/],
    [{ issuer: { name: "a", kind: "issuer" } }, /^tls\.issuer\.kind: "issuer" is not a kind of/],
    [{ issuer: { name: "a", kind: "x y", group: "b.c" } }, /^tls\.issuer\.kind: "x y" is not a k/],
    [{ issuer: { name: "a" }, timeoutSeconds: 5 }, /^tls\.timeoutSeconds: 5 is not a time/],
  ] as const) {
    it(`can't be ${JSON.stringify(tls)}`, () => {
      const [first, ...others] = refused(tls);
      expect(first).to.match(sentence);
      expect(others).to.deep.equal([]);
    });
  }

  it("has every default once it is resolved", () => {
    const problems = collected((found) => {
      expect(resolveTls(found, { issuer: { name: "internal" } })).to.deep.equal({
        names: [],
        timeoutSeconds: 60,
        issuer: { name: "internal", kind: "Issuer", group: "cert-manager.io" },
      });
      expect(resolveTls(found, undefined)).to.equal(undefined);
    });
    expect(problems).to.deep.equal([]);
  });
});

itDecides("the name in a certificate", certificateNameRule, {
  allowed: ["one", "one.example.net", "*.example.net", "192.0.2.1", "fd00::1", "localhost"],
  refused: ["", "a b", "https://a", "one:2633", "*", "**.a", "a.*", "192.0.2.1/32", "192.0.2", "ä"],
});
