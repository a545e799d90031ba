import { expect } from "chai";
import { findingLines } from "../../../../operate/doctor/finding";
import { issuerFindings } from "../../../../operate/doctor/issuers";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, stackOf } from "../../../support/declaredStack";

const certificate = (kind: string, group = "cert-manager.io"): JsonObject =>
  objectOf("Certificate", "one-tls", { spec: { issuerRef: { name: "letsencrypt", kind, group } } });
const ingress = (annotations: JsonObject): JsonObject =>
  objectOf("Ingress", "one", { metadata: { annotations } });
const issuer = (kind: string, status: string, message = ""): JsonObject =>
  objectOf(kind, "letsencrypt", { status: { conditions: [{ type: "Ready", status, message }] } });

describe("doctor, certificates", () => {
  const stub = clusterForEach();

  async function told(...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    return findingLines(await issuerFindings({ api: await stub.api(), version: "1.34", stack }));
  }

  it("has nothing to say of a stack that asks nobody for one", async () => {
    expect(await told(ingress({}))).to.equal("");
    expect(stub.requests).to.deep.equal([]);
  });

  for (const [kind, place] of [
    ["ClusterIssuer", ""],
    ["Issuer", " in namespace one"],
  ] as const) {
    it(`is well with ${kind} that is ready`, async () => {
      stub.objects.push(issuer(kind, "True"));
      expect(await told(certificate(kind))).to.equal(
        `ok       Certificates: ${kind} letsencrypt${place} is there and ready.\n`,
      );
    });

    it(`fails without ${kind}`, async () => {
      expect(await told(certificate(kind))).to.equal(
        `fails    Certificates: there is no ${kind} letsencrypt${place}; create it, or correct tls.issuer.\n`,
      );
    });

    it(`warns of ${kind} that isn't ready, with its reason`, async () => {
      stub.objects.push(issuer(kind, "False", "no account"));
      expect(await told(certificate(kind))).to.match(
        /^warning .* isn't ready \(no account\); `up`/,
      );
    });
  }

  it("finds who is to sign for an Ingress", async () => {
    expect(await told(ingress({ "cert-manager.io/cluster-issuer": "web" }))).to.contain(
      "there is no ClusterIssuer web; create it, or correct ingress.issuer.",
    );
    expect(await told(ingress({ "cert-manager.io/issuer": "web" }))).to.contain(
      "there is no Issuer web in namespace one;",
    );
  });

  it("says that cert-manager itself isn't there", async () => {
    stub.refuses = (request) =>
      request.includes("cert-manager.io") ? { code: 404, message: "not found" } : undefined;
    expect(await told(certificate("Issuer"))).to.equal(
      "fails    Certificates: cert-manager isn't there for tls.issuer; install it in the cluster.\n",
    );
  });

  it("leaves issuers of others to them", async () => {
    expect(await told(certificate("AWSPCAIssuer", "awspca.cert-manager.io"))).to.match(
      /^ok .*AWSPCAIssuer letsencrypt is of awspca\.cert-manager\.io/,
    );
  });
});
