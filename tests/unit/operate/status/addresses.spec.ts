import { expect } from "chai";
import { serviceStatus } from "../../../../operate/status/addresses";
import type { JsonObject } from "../../../../rehearse/json";
import { objectOf } from "../../../support/declaredStack";

const ports = [{ name: "monitord-udp", port: 4124, nodePort: 31124, protocol: "UDP" }];
const service = (spec: JsonObject, status: JsonObject = {}): JsonObject =>
  objectOf("Service", "one", { spec: { clusterIP: "10.0.0.1", ports, ...spec }, status });

describe("status, addresses", () => {
  for (const [title, object, addresses, port] of [
    [
      "a balancer",
      service({ type: "LoadBalancer" }, { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } }),
      ["192.0.2.1"],
      4124,
    ],
    ["a balancer that is late", service({ type: "LoadBalancer" }), [], 4124],
    [
      "external addresses",
      service({ type: "ClusterIP", externalIPs: ["192.0.2.2"] }),
      ["192.0.2.2"],
      4124,
    ],
    ["the cluster alone", service({ type: "ClusterIP" }), ["10.0.0.1"], 4124],
    ["nodes", service({ type: "NodePort" }), [], 31124],
  ] as const) {
    it(`are those of ${title}`, () => {
      const status = serviceStatus(object);
      expect(status?.addresses).to.deep.equal(addresses);
      expect(status?.ports).to.deep.equal([`monitord-udp ${String(port)}/UDP`]);
    });
  }

  it("are none of a headless Service", () => {
    expect(serviceStatus(service({ clusterIP: "None" }))).to.equal(undefined);
  });
});
