import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { endpointsOf } from "../../../components/network/endpoints";
import { resolveSettings } from "../../../components/resolve";
import type { OpenNebulaArgs } from "../../../index";
import { minimal } from "../../support/scenarios";
import { valueOf } from "../../support/settle";

function endpoints(args: Partial<OpenNebulaArgs>, address: string) {
  const settings = resolveSettings("one", { ...minimal, ...args });
  return valueOf(endpointsOf(settings, pulumi.output(address)));
}

describe("endpoints", () => {
  it("are written as their clients take them", async () => {
    expect(await endpoints({}, "192.0.2.1")).to.deep.equal({
      xmlrpc: "http://192.0.2.1:2633/RPC2",
      grpc: "192.0.2.1:2634",
      fireedge: "http://192.0.2.1:2616/fireedge/sunstone",
      oneflow: "http://192.0.2.1:2474",
      onegate: "http://192.0.2.1:5030",
      ssh: "ssh://oneadmin@192.0.2.1:22",
    });
  });

  it("have an address of IPv6 in brackets", async () => {
    const { xmlrpc, ssh } = await endpoints({}, "fd00::1");
    expect(xmlrpc).to.equal("http://[fd00::1]:2633/RPC2");
    expect(ssh).to.equal("ssh://oneadmin@[fd00::1]:22");
  });

  it("speak TLS with tls, OneGate beside the port that the hypervisors' proxy dials", async () => {
    const tls = { selfSigned: {} };
    expect(await endpoints({ tls }, "192.0.2.1")).to.deep.equal({
      xmlrpc: "https://192.0.2.1:2633/RPC2",
      grpc: "192.0.2.1:2634",
      fireedge: "https://192.0.2.1:2616/fireedge/sunstone",
      oneflow: "https://192.0.2.1:2474",
      onegate: "https://192.0.2.1:5030",
      ssh: "ssh://oneadmin@192.0.2.1:22",
    });
    const tproxy = { enabled: true, onegateRemoteAddr: "192.0.2.1" };
    const { onegate } = await endpoints({ tls, tproxy }, "192.0.2.1");
    expect(onegate).to.equal("https://192.0.2.1:15030");
  });

  it("are none for roles that don't run, and for versions that don't have them", async () => {
    const off = { enabled: false };
    const services = { fireedge: off, oneflow: off, onegate: off };
    expect(await endpoints({ version: "7.0", services }, "one")).to.have.all.keys("xmlrpc", "ssh");
  });
});
