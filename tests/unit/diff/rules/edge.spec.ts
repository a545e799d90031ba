import { expect } from "chai";
import { edgeRule } from "../../../../diff/rules/edge";
import type { Declared } from "../../../../diff/side";
import { changeOf, declared, objectIn, saidBy } from "../../../support/sides";

const service = (targetPort: string): Declared =>
  objectIn("one", "Service", {
    metadata: { name: "one" },
    spec: { ports: [{ name: "oned", port: 2633, targetPort }] },
  });
const secret = (certificate: string): Declared =>
  objectIn("one", "Secret", { stringData: { "tls.crt": certificate } }, "one-tls");
const authority = (validityPeriodHours: number): Declared =>
  declared("tls:index/selfSignedCert:SelfSignedCert::one-tls-ca", { validityPeriodHours });

const said = (before: Declared[], after: Declared[]): string[] =>
  saidBy(edgeRule, changeOf(before, after));

describe("the rule of the edge", () => {
  it("says that clients speak TLS from then on, and no more", () => {
    expect(said([service("oned")], [service("oned-tls")])).to.deep.equal([
      "!Clients of the Service one speak TLS from then on, and plain connections are refused (oned).",
    ]);
    expect(said([service("oned-tls")], [service("oned")])[0]).to.match(
      /^!Clients of the Service one speak without TLS from then on, passwords included \(oned\)/,
    );
  });

  it("says that a renewed certificate restarts nothing", () => {
    expect(said([secret("a")], [secret("b")])).to.deep.equal([
      "The certificate of TLS is renewed. Nothing restarts, and connections go on.",
    ]);
    expect(said([secret("a")], [secret("a")])).to.deep.equal([]);
  });

  it("says what clients are to trust", () => {
    expect(said([], [secret("a"), authority(1)])[0]).to.match(/^An authority is made for TLS,/);
    expect(said([secret("a")], [])[0]).to.match(/^The certificate of TLS .* are thrown away\.$/);
    const renewed = said([secret("a"), authority(1)], [secret("b"), authority(2)]);
    expect(renewed.join()).to.match(/authority of TLS is made again|is renewed/);
  });
});
