import { expect } from "chai";
import { externalPorts, hiddenRoles } from "../../../components/network/external";
import type { OpenNebulaArgs } from "../../../index";
import { settingsOf } from "../../support/podParts";

const tls = { selfSigned: {} };
const tproxy = { enabled: true, onegateRemoteAddr: "192.0.2.1" };

function portsOf(args: Partial<OpenNebulaArgs>): string[] {
  return externalPorts(settingsOf(args)).map(
    ({ name, number, target }) => `${name} ${number} ${target}`,
  );
}

describe("the ports of the external Service", () => {
  it("lead to the roles themselves without TLS", () => {
    for (const port of externalPorts(settingsOf())) {
      expect(port).to.include({ target: port.name, isSecure: false });
    }
  });

  it("keep their numbers with TLS, and lead there", () => {
    expect(portsOf({ tls })).to.deep.equal([
      "oned 2633 oned-tls",
      "grpc 2634 grpc-tls",
      "fireedge 2616 fireedge-tls",
      "oneflow 2474 oneflow-tls",
      "onegate 5030 onegate-tls",
      "monitord-tcp 4124 monitord-tcp",
      "monitord-udp 4124 monitord-udp",
      "ssh 22 ssh",
    ]);
  });

  it("leave OneGate's plain to the hypervisors' proxy, and give TLS one beside it", () => {
    const ports = portsOf({ tls, tproxy });
    expect(ports).to.include.members(["onegate 5030 onegate", "onegate-tls 15030 onegate-tls"]);
  });

  it("are none of roles that don't run", () => {
    const ports = portsOf({ tls, version: "7.0", services: { oneflow: { enabled: false } } });
    expect(ports.join()).not.to.match(/oneflow|grpc/);
  });
});

describe("the roles that only their own pod reaches", () => {
  const members = {
    replicas: 3,
    storage: { datastores: { accessMode: "ReadWriteMany" as const } },
  };

  for (const [what, args, roles] of [
    ["none without TLS", {}, []],
    ["all that TLS stands before", { tls }, ["oned", "fireedge", "oneflow", "onegate"]],
    ["not OneGate with the transparent proxy", { tls, tproxy }, ["oned", "fireedge", "oneflow"]],
    ["not oned with several replicas", { tls, ...members }, ["fireedge", "oneflow", "onegate"]],
  ] as const) {
    it(`are ${what}`, () => {
      expect(hiddenRoles(settingsOf(args))).to.deep.equal(roles);
    });
  }
});
