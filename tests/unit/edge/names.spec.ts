import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { certificateNames } from "../../../components/edge/names";
import type { OpenNebulaArgs } from "../../../index";
import { podParts, settingsOf } from "../../support/podParts";
import { valueOf } from "../../support/settle";

async function namesOf(args: Partial<OpenNebulaArgs>, hostname: string, clientAddress: string) {
  const settings = settingsOf({ tls: { selfSigned: {} }, ...args });
  const { tls } = settings;
  if (tls === undefined) throw new Error("there is no tls");
  const known = podParts(settings, hostname).addresses;
  const addresses = { ...known, clientAddress: pulumi.output(clientAddress) };
  const { dnsNames, ipAddresses } = certificateNames({ ...settings, tls }, addresses);
  return { dns: await valueOf(dnsNames), ip: await valueOf(ipAddresses) };
}

const inCluster = [
  "one.one.svc.cluster.local",
  "one",
  "one.one",
  "one.one.svc",
  "one-0.one-headless.one.svc.cluster.local",
];

describe("the names of a certificate", () => {
  it("are those by which clients dial the front-end, and each stands once", async () => {
    const { dns, ip } = await namesOf({}, "one.example.net", "192.0.2.1");
    expect(dns).to.deep.equal(["one.example.net", ...inCluster, "localhost"]);
    expect(ip).to.deep.equal(["192.0.2.1", "127.0.0.1"]);
  });

  it("are those of every pod with several replicas", async () => {
    const replicas = {
      replicas: 3,
      storage: { datastores: { accessMode: "ReadWriteMany" as const } },
    };
    const { dns } = await namesOf(replicas, "one.example.net", "one.one.svc.cluster.local");
    expect(dns).to.include("*.one-headless.one.svc.cluster.local");
  });

  it("have further ones, external addresses and the transparent proxy's", async () => {
    const { dns, ip } = await namesOf(
      {
        tls: { selfSigned: {}, names: ["*.example.net", "192.0.2.31", "fd00::1"] },
        expose: { externalIPs: ["192.0.2.10"] },
        tproxy: { enabled: true, onegateRemoteAddr: "192.0.2.10" },
      },
      "auto",
      "192.0.2.10",
    );
    expect(dns).to.deep.equal(["*.example.net", ...inCluster, "localhost"]);
    const all = ["192.0.2.10", "192.0.2.31", "fd00::1", "127.0.0.1", "169.254.16.9"];
    expect(ip).to.deep.equal(all);
  });
});
