import { expect } from "chai";
import { missingIssuer } from "../../../components/edge/issued";

describe("a certificate that cert-manager doesn't make", () => {
  const issuer = { name: "internal", kind: "Issuer", group: "cert-manager.io" };

  it("is told by the name of its issuer, and where that must be", () => {
    expect(missingIssuer(issuer, "cloud")).to.match(
      /^tls\.issuer: .* by Issuer "internal" .* exists in the namespace cloud .*kubectl get issuer in/,
    );
    const everywhere = missingIssuer({ ...issuer, kind: "ClusterIssuer" }, "cloud");
    expect(everywhere).to.contain('ClusterIssuer "internal"').and.not.to.contain("namespace");
  });
});
