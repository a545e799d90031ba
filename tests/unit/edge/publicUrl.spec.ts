import { expect } from "chai";
import { publicUrlRule } from "../../../components/edge/publicUrl";
import { problemsOf } from "../../support/refusals";
import { itDecides } from "../../support/ruleTable";

itDecides("the address of Sunstone", publicUrlRule({}), {
  allowed: ["https://cloud.example.net", "https://cloud.example.net/", "http://cloud:8080"],
  refused: [
    ...["", "cloud.example.net", "ftp://cloud", "https://192.0.2.1", "https://[fd00::1]"],
    ...["https://cloud/fireedge", "https://cloud/?a=b", "https://cloud/#a", "https://a:b@cloud"],
  ],
});

itDecides("the address of Sunstone with TLS", publicUrlRule({ tls: {} }), {
  allowed: ["https://cloud.example.net"],
  refused: ["http://cloud.example.net"],
});

describe("what leads to Sunstone", () => {
  const publicUrl = "https://cloud.example.net";

  for (const [args, sentence] of [
    [{ ingress: {} }, /^ingress: has no name to lead from; give `publicUrl`/],
    [{ gateway: { name: "public" } }, /^gateway: has no name to lead from; give `publicUrl`/],
    [
      { publicUrl, ingress: {}, gateway: { name: "a" } },
      /^gateway: is beside `ingress`, .* give o/,
    ],
    [{ publicUrl, ingress: { className: "A" } }, /^ingress\.className: "A" is not the name of/],
    [{ publicUrl, ingress: { tlsSecret: "A" } }, /^ingress\.tlsSecret: "A" is not the name of/],
    [{ publicUrl, ingress: { annotations: { "a b": "" } } }, /^ingress\.annotations: "a b" is not/],
    [
      { publicUrl, ingress: { issuer: { name: "a", kind: "b" } } },
      /^ingress\.issuer\.kind: "b" is/,
    ],
    [
      { publicUrl, ingress: { tlsSecret: "a", issuer: { name: "a" } } },
      /^ingress\.issuer: is beside `ingress\.tlsSecret`, .*; give one/,
    ],
    [
      { publicUrl: "http://a", ingress: { tlsSecret: "a" } },
      /^publicUrl: "http:\/\/a" has browsers/,
    ],
    [{ publicUrl, gateway: { name: "A" } }, /^gateway\.name: "A" is not the name of/],
    [
      { publicUrl, services: { fireedge: { enabled: false } } },
      /^services\.fireedge\.enabled: false/,
    ],
  ] as const) {
    it(`can't be ${JSON.stringify(args)}`, () => {
      const [first, ...others] = problemsOf(args);
      expect(first).to.match(sentence);
      expect(others).to.deep.equal([]);
    });
  }
});
