import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { OpenNebula, Tls } from "../../index";
import { containersIn, podIn, secretIn } from "../support/manifests";
import { allOf, deploy, type Deployment, oneOf } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";
import { at, listAt, textAt } from "../support/wire";

const withTls = (tls: Tls) =>
  deploy(
    { ...minimal, expose: { type: "LoadBalancer" }, tls },
    { balancer: [{ ip: "192.0.2.1" }] },
  );

function envIn(deployment: Parameters<typeof containersIn>[0], container: string): unknown[] {
  const found = containersIn(deployment).find((one) => textAt(one, "name") === container);
  return listAt(found ?? {}, "env");
}

describe("a certificate that the component makes", () => {
  let own: Deployment<OpenNebula>;

  before(async () => {
    own = await withTls({ selfSigned: { validityDays: 90 } });
  });

  it("is by an authority of its own, and good for the balancer's address", () => {
    const { inputs } = oneOf(own, "tls:index/certRequest:CertRequest", "one-tls");
    expect(at(inputs, "ipAddresses")).to.include("192.0.2.1");
    expect(at(inputs, "dnsNames")).to.include("one.one.svc.cluster.local");
    const authority = oneOf(own, "tls:index/selfSignedCert:SelfSignedCert", "one-tls-ca");
    expect(authority.inputs).to.include({ isCaCertificate: true });
  });

  it("is renewed in the last third of its time, and never outlives the authority", () => {
    const leaf = oneOf(own, "tls:index/locallySignedCert:LocallySignedCert", "one-tls");
    expect(leaf.inputs).to.include({ validityPeriodHours: 2160, earlyRenewalHours: 720 });
    const authority = oneOf(own, "tls:index/selfSignedCert:SelfSignedCert", "one-tls-ca");
    expect(authority.inputs).to.include({ earlyRenewalHours: 2160 });
  });

  it("is in a Secret that keeps its name, so that no pod restarts for another one", () => {
    const secret = oneOf(own, "kubernetes:core/v1:Secret", "one-tls");
    expect(at(secret.inputs, "metadata.name")).to.equal("one-tls");
    expect(secret.inputs).to.include({ type: "kubernetes.io/tls", stringData: "[secret]" });
    expect(secretIn(own, "tls")).to.deep.equal({
      "tls.crt": made.certificate("one-tls"),
      "tls.key": made.privateKeyPem("one-tls"),
      "ca.crt": made.certificate("one-tls-ca"),
    });
  });

  it("is there before the pod", () => {
    const { type, name } = oneOf(own, "kubernetes:core/v1:Secret", "one-tls");
    const secret = `${type}::${name}`;
    const { dependencies } = oneOf(own, "kubernetes:apps/v1:StatefulSet", "one");
    expect(dependencies.filter((urn) => urn.endsWith(secret))).to.have.length(1);
  });

  it("has its authority among the outputs, and no secret", async () => {
    const { caCertificate } = own.result;
    expect(await valueOf(caCertificate)).to.equal(made.certificate("one-tls-ca"));
    expect(await pulumi.isSecret(caCertificate)).to.equal(false);
    const without = await deploy(minimal);
    expect(await valueOf(without.result.caCertificate)).to.equal("");
  });

  it("is seen by the role that speaks TLS alone, which sees nothing else", () => {
    const mounting = containersIn(own).filter((container) =>
      listAt(container, "volumeMounts").some((mount) => mount["name"] === "certificate"),
    );
    expect(mounting.map((container) => textAt(container, "name"))).to.deep.equal(["tls"]);
    const paths = listAt(mounting[0] ?? {}, "volumeMounts").map((mount) => mount["mountPath"]);
    expect(paths).to.have.members(["/tmp", "/etc/opennebula/tls"]);
  });
});

describe("a front-end with TLS", () => {
  let deployment: Deployment<OpenNebula>;

  before(async () => {
    deployment = await withTls({ selfSigned: {} });
  });

  it("tells the role which port stands before which", () => {
    expect(envIn(deployment, "tls")).to.deep.equal([
      {
        name: "OPENNEBULA_TLS_PORTS",
        value: "12633=2633/xml-rpc 12634=2634/h2 12616=2616 12474=2474 15030=5030",
      },
    ]);
  });

  it("has the roles listen on the pod's loopback, and asks them there", () => {
    const hidden = { name: "OPENNEBULA_HIDDEN_ROLES", value: "oned fireedge oneflow onegate" };
    expect(envIn(deployment, "prepare")).to.deep.include(hidden);
    for (const container of containersIn(deployment)) {
      expect(JSON.stringify(container)).not.to.match(/tcpSocket|httpGet/);
    }
  });

  it("changes nothing about the pod of one without", async () => {
    const without = podIn(await deploy(minimal));
    expect(JSON.stringify(without)).not.to.match(/"tls|HIDDEN|certificate/);
  });

  it("has virtual machines dial OneGate by https, unless their hypervisor is between", () => {
    const variable = { name: "OPENNEBULA_ONEGATE_ENDPOINT", value: "https://192.0.2.1:5030" };
    expect(envIn(deployment, "prepare")).to.deep.include(variable);
  });
});

describe("the end of a certificate", () => {
  it("is measured and alarmed where both are asked for, and the key isn't shown for it", async () => {
    const tls: Tls = { certificateSecret: "wildcard" };
    const deployment = await deploy({ ...minimal, tls, metrics: {} });
    const file = "/etc/opennebula/shown-certificate/tls.crt";
    expect(envIn(deployment, "metrics")).to.deep.include({
      name: "OPENNEBULA_CERTIFICATE",
      value: file,
    });
    const volumes = listAt(podIn(deployment), "volumes");
    const shown = volumes.find(({ name }) => name === "shown-certificate");
    expect(at(shown ?? {}, "secret.items")).to.deep.equal([{ key: "tls.crt", path: "tls.crt" }]);
    const alerts = (resources: object): string => JSON.stringify(resources);
    expect(alerts(deployment.resources)).to.contain("CertificateEnds");
    const without = await deploy({ ...minimal, metrics: {} });
    expect(alerts(without.resources)).not.to.contain("CertificateEnds");
  });
});

describe("a certificate of the user's", () => {
  it("is mounted from the user's Secret, and none is made", async () => {
    const deployment = await withTls({ certificateSecret: "wildcard" });
    expect(allOf(deployment, "tls:index/selfSignedCert:SelfSignedCert")).to.deep.equal([]);
    const volume = listAt(podIn(deployment), "volumes").find(({ name }) => name === "certificate");
    expect(volume?.["secret"]).to.deep.equal({ secretName: "wildcard", defaultMode: 0o440 });
  });
});

describe("a certificate by cert-manager", () => {
  it("is asked for by name, with the same names, and waited for", async () => {
    const deployment = await withTls({ issuer: { name: "letsencrypt", kind: "ClusterIssuer" } });
    const type = "kubernetes:cert-manager.io/v1:Certificate";
    const { inputs } = oneOf(deployment, type, "one-tls");
    expect(at(inputs, "spec")).to.deep.include({
      secretName: "one-tls",
      issuerRef: { name: "letsencrypt", kind: "ClusterIssuer", group: "cert-manager.io" },
    });
    expect(at(inputs, "spec.ipAddresses")).to.include("192.0.2.1");
    expect(at(inputs, "metadata.annotations")).to.deep.equal({
      "pulumi.com/waitFor": "condition=Ready",
    });
    const volume = listAt(podIn(deployment), "volumes").find(({ name }) => name === "certificate");
    expect(at(volume ?? {}, "secret.secretName")).to.equal("one-tls");
  });
});

describe("Sunstone under a name", () => {
  const place = { publicUrl: "https://cloud.example.net", tls: { selfSigned: {} } };

  it("has the name in the certificate and in the endpoints", async () => {
    const deployment = await deploy({ ...minimal, ...place });
    const { inputs } = oneOf(deployment, "tls:index/certRequest:CertRequest");
    expect(at(inputs, "dnsNames.0")).to.equal("cloud.example.net");
    const { fireedge } = await valueOf(deployment.result.endpoints);
    expect(fireedge).to.equal("https://cloud.example.net/fireedge/sunstone");
  });

  it("has a Service of its own for what leads there, which speaks HTTP", async () => {
    const deployment = await deploy({ ...minimal, ...place, ingress: {} });
    const { inputs } = oneOf(deployment, "kubernetes:core/v1:Service", "one-fireedge");
    expect(listAt(inputs, "spec.ports")).to.deep.equal([
      { name: "fireedge", port: 2616, targetPort: "fireedge", protocol: "TCP" },
    ]);
    const hidden = { name: "OPENNEBULA_HIDDEN_ROLES", value: "oned oneflow onegate" };
    expect(envIn(deployment, "prepare")).to.deep.include(hidden);
  });
});
