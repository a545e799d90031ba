import { expect } from "chai";
import { addressesOf, balancerFindings } from "../../../../operate/doctor/balancer";
import { findingLines } from "../../../../operate/doctor/finding";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, stackOf } from "../../../support/declaredStack";

const balanced = (protocols: readonly string[], addresses: JsonObject[] = []): JsonObject =>
  objectOf("Service", "one", {
    spec: { type: "LoadBalancer", ports: protocols.map((protocol) => ({ protocol, port: 4124 })) },
    status: { loadBalancer: { ingress: addresses } },
  });

describe("doctor, load balancer", () => {
  const stub = clusterForEach();

  async function told(version: string, ...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    return findingLines(await balancerFindings({ api: await stub.api(), version, stack }));
  }

  it("isn't needed where no Service asks for one", async () => {
    expect(
      await told("1.34.1", objectOf("Service", "one", { spec: { type: "ClusterIP" } })),
    ).to.match(/^ok .*isn't needed/);
    expect(stub.requests).to.deep.equal([]);
  });

  it("takes UDP and TCP in one Service since Kubernetes 1.26", async () => {
    const mixed = balanced(["UDP", "TCP"]);
    expect(await told("1.25.9", mixed)).to.match(/^fails .*set expose\.layout: split/);
    expect(await told("1.26", mixed)).to.match(/^ok .*takes UDP and TCP in one Service \(one\)/);
  });

  it("is no question of the version where each Service has one protocol", async () => {
    expect(await told("1.25.9", balanced(["TCP"]))).not.to.contain("UDP");
  });

  it("is there where a Service has got an address", async () => {
    stub.objects.push(balanced(["TCP"], [{ ip: "192.0.2.1" }]), balanced(["TCP"]));
    expect(await told("1.34.1", balanced(["TCP"]))).to.equal(
      "ok       Load balancer: there is one: it gave an address to 1 of 2 Services.\n",
    );
  });

  it("is doubted where Services wait for an address, or none asks for one", async () => {
    expect(await told("1.34.1", balanced(["TCP"]))).to.match(/^warning .*only `up` shows/);
    stub.objects.push(balanced(["TCP"]));
    expect(await told("1.34.1", balanced(["TCP"]))).to.match(/^warning .*1 Services wait/);
  });

  it("isn't known to a user who may not list Services", async () => {
    stub.refuses = () => ({ code: 403, message: "services is forbidden" });
    expect(await told("1.34.1", balanced(["TCP"]))).to.match(/^warning .*may not see/);
  });

  it("has a name or a number for each address", () => {
    const service = balanced(["TCP"], [{ hostname: "lb.example.net" }, { ip: "192.0.2.1" }]);
    expect(addressesOf(service)).to.deep.equal(["lb.example.net", "192.0.2.1"]);
  });
});
