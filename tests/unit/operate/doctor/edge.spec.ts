import { expect } from "chai";
import { edgeFindings } from "../../../../operate/doctor/edge";
import { findingLines } from "../../../../operate/doctor/finding";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, stackOf } from "../../../support/declaredStack";

const ingress = (spec: JsonObject): JsonObject => objectOf("Ingress", "one", { spec });
const route = (parent: JsonObject): JsonObject =>
  objectOf("HTTPRoute", "one", { spec: { parentRefs: [{ name: "public", ...parent }] } });
const gateway = (namespace: string, status: string, message = ""): JsonObject =>
  objectOf("Gateway", "public", {
    metadata: { namespace },
    spec: { listeners: [{ name: "https" }] },
    status: { conditions: [{ type: "Programmed", status, message }] },
  });
const isDefault = { "ingressclass.kubernetes.io/is-default-class": "true" };

describe("doctor, the name of Sunstone", () => {
  const stub = clusterForEach();

  async function told(...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    return findingLines(await edgeFindings({ api: await stub.api(), version: "1.34", stack }));
  }

  it("has nothing to say where there is none", async () => {
    expect(await told(objectOf("Service", "one"))).to.equal("");
    expect(stub.requests).to.deep.equal([]);
  });

  it("is well with the class that is declared, or the default one", async () => {
    stub.objects.push(objectOf("IngressClass", "haproxy"));
    stub.objects.push(objectOf("IngressClass", "nginx", { metadata: { annotations: isDefault } }));
    expect(await told(ingress({ ingressClassName: "haproxy" }))).to.equal(
      "ok       Sunstone: there is the ingress class haproxy.\n",
    );
    expect(await told(ingress({}))).to.contain("there is the ingress class nginx.");
  });

  it("fails without either, and says what there is", async () => {
    expect(await told(ingress({ ingressClassName: "nginx" }))).to.equal(
      "fails    Sunstone: there is no ingress class nginx (there is: none); install its controller, or correct ingress.className.\n",
    );
    stub.objects.push(objectOf("IngressClass", "haproxy"));
    expect(await told(ingress({}))).to.match(/^fails .*no default .*\(there is: haproxy\); set /);
  });

  it("is well with a Gateway that is in force, in the route's namespace or another", async () => {
    stub.objects.push(gateway("one", "True"), gateway("gateways", "True"));
    expect(await told(route({ sectionName: "https" }))).to.equal(
      "ok       Sunstone: the Gateway public in namespace one is there and in force.\n",
    );
    expect(await told(route({ namespace: "gateways" }))).to.contain("in namespace gateways is");
  });

  it("fails without the Gateway, or its listener", async () => {
    expect(await told(route({}))).to.match(/^fails .*there is no Gateway public in namespace one/);
    stub.objects.push(gateway("one", "True"));
    expect(await told(route({ sectionName: "web" }))).to.match(
      /^fails .*no listener web \(there is: https\); correct gateway\.sectionName/,
    );
  });

  it("warns of one that isn't in force, with its reason", async () => {
    stub.objects.push(gateway("one", "False", "no address"));
    expect(await told(route({}))).to.match(/^warning .*isn't in force yet \(no address\)/);
  });

  it("says that the Gateway API isn't there", async () => {
    stub.refuses = (request) =>
      request.includes("gateway.networking") ? { code: 404, message: "not found" } : undefined;
    expect(await told(route({}))).to.match(/^fails .*doesn't know Gateway of .*; install the/);
  });
});
