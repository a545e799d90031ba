import { expect } from "chai";
import { certificateFindings } from "../../../../operate/doctor/certificates";
import { findingLines } from "../../../../operate/doctor/finding";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { Authority, type CertificateFiles } from "../../../support/authority";
import { frontEndOf, objectOf, stackOf } from "../../../support/declaredStack";

const front = frontEndOf({
  volumes: [
    { name: "credentials", secret: { secretName: "one-credentials" } },
    { name: "certificate", secret: { secretName: "web" } },
  ],
});
const ingress = (annotations: JsonObject = {}): JsonObject =>
  objectOf("Ingress", "one", {
    metadata: { annotations },
    spec: { tls: [{ hosts: ["cloud.example.net"], secretName: "web" }] },
  });
const secret = (files: Partial<CertificateFiles>): JsonObject => {
  const data = Object.entries(files).map(([key, text]) => [
    key,
    Buffer.from(text).toString("base64"),
  ]);
  return objectOf("Secret", "web", { data: Object.fromEntries(data) as JsonObject });
};

describe("doctor, certificates of the user's", () => {
  const stub = clusterForEach();
  const authority = new Authority();
  let lasting: CertificateFiles;

  before(async () => {
    lasting = await authority.issue(["cloud.example.net"], 400);
  });
  after(() => {
    authority.remove();
  });

  async function told(...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    const subject = { api: await stub.api(), version: "1.34", stack };
    return findingLines(await certificateFindings(subject));
  }

  it("has nothing to say of a stack that brings none, or has one made", async () => {
    const certificate = objectOf("Certificate", "one-tls", { spec: { secretName: "web" } });
    expect(await told(frontEndOf())).to.equal("");
    expect(await told(front, certificate)).to.equal("");
    expect(await told(front, objectOf("Secret", "web"))).to.equal("");
    expect(await told(ingress({ "cert-manager.io/cluster-issuer": "letsencrypt" }))).to.equal("");
    expect(stub.requests).to.deep.equal([]);
  });

  for (const [property, declared] of [
    ["tls.certificateSecret", front],
    ["ingress.tlsSecret", ingress()],
  ] as const) {
    it(`is well with ${property} that is there and lasts`, async () => {
      stub.objects.push(secret(lasting));
      expect(await told(declared)).to.match(
        /^ok {7}Certificates: the certificate of Secret web in namespace one is valid until \d{4}-\d\d-\d\d\.\n$/,
      );
    });

    it(`fails without ${property}`, async () => {
      expect(await told(declared)).to.equal(
        `fails    Certificates: there is no Secret web in namespace one; create it with \`kubectl create secret tls\`, or correct ${property}.\n`,
      );
    });
  }

  it("fails one that holds no certificate, or the key of another", async () => {
    stub.objects.push(secret({ "tls.key": lasting["tls.key"] }));
    expect(await told(front)).to.match(/^fails .*holds no certificate in tls\.crt;/);
    const other = await authority.issue(["cloud.example.net"]);
    stub.objects.splice(0, 1, secret({ ...lasting, "tls.key": other["tls.key"] }));
    expect(await told(front)).to.match(/^fails .*isn't the key of its tls\.crt/);
  });

  it("fails one that isn't good for the Ingress' name", async () => {
    stub.objects.push(secret(await authority.issue(["other.example.net"])));
    expect(await told(ingress())).to.match(/^fails .*isn't good for cloud\.example\.net;/);
  });

  it("warns of one that ends within two weeks", async () => {
    stub.objects.push(secret(await authority.issue(["cloud.example.net"], 2)));
    expect(await told(front)).to.match(/^warning .*expires on \d{4}-\d\d-\d\d; renew it/);
  });

  it("fails one that has ended", async () => {
    stub.objects.push(secret(await authority.issue(["cloud.example.net"], 0)));
    expect(await told(front)).to.match(/^fails .*has expired on /);
  });

  it("warns where the user may not read it", async () => {
    stub.refuses = (request) =>
      request.includes("/secrets/") ? { code: 403, message: "forbidden" } : undefined;
    expect(await told(front)).to.match(/^warning .*can't be seen: this user may not read it/);
  });
});
