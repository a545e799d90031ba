import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { resolveSettings } from "../../components/resolve";
import { problemsOf, refusalOf } from "../support/refusals";
import { canaries, minimal, scenarios } from "../support/scenarios";
import { valueOf } from "../support/settle";

describe("resolved settings", () => {
  it("have a default for everything that was left out", async () => {
    const settings = await valueOf(pulumi.output(resolveSettings("one", minimal)));
    const role = { enabled: true };
    expect(settings).to.containSubset({
      namespace: "one",
      createNamespace: true,
      clusterDomain: "cluster.local",
      monitorPort: 4124,
      image: { pullPolicy: "IfNotPresent", pullSecrets: [] },
      tproxy: { enabled: false, entries: [] },
      services: { hem: role, fireedge: role, guacd: role, oneflow: role, onegate: role },
      expose: { type: "ClusterIP", annotations: {}, nodePorts: {}, nodePortRange: "30000-32767" },
      storage: { size: "20Gi", accessMode: "ReadWriteOnce", retain: true },
      settings: [],
      scheduling: {},
      labels: {},
      annotations: {},
    });
  });

  it("leave unset what follows from the deployment", () => {
    const settings = resolveSettings("one", minimal);
    expect(settings).not.to.have.any.keys("hostname", "monitorAddress", "onegateEndpoint");
    expect(settings).not.to.have.property("database");
    expect(settings.tproxy).not.to.have.property("onegateRemoteAddr");
  });

  it("keep what the user gave", async () => {
    const settings = await valueOf(
      pulumi.output(resolveSettings("one", scenarios["everything"] ?? minimal)),
    );
    const { storage, credentials, settings: list, ...given } = scenarios["everything"] ?? minimal;
    expect(settings).to.containSubset(given);
    expect(settings.storage).to.include(storage);
    expect(settings.credentials).to.deep.equal(credentials);
    expect(settings.settings).to.containSubset(list);
  });

  for (const [name, args] of Object.entries(scenarios)) {
    it(`resolve to themselves: "${name}"`, async () => {
      const once = resolveSettings("one", args);
      const twice = resolveSettings("one", once);
      expect(await valueOf(pulumi.output(twice))).to.deep.equal(await valueOf(pulumi.output(once)));
    });
  }

  it("don't change the arguments", () => {
    for (const args of Object.values(scenarios)) {
      const before = structuredClone(args);
      resolveSettings("one", args);
      expect(args).to.deep.equal(before);
    }
  });
});

describe("bad arguments", () => {
  it("are refused with every problem at once", () => {
    const problems = problemsOf(
      {
        version: "6.10",
        hostname: "one:22",
        monitorAddress: "a b",
        onegateEndpoint: "gate",
        monitorPort: 0,
        namespace: "Cloud",
        clusterDomain: ".local",
        image: {},
        storage: { size: "big" },
        credentials: { oneadminPassword: "canary canary" },
        database: { host: "tcp://db", existingSecret: "db" },
        expose: { nodePorts: { oned: 80 } },
        settings: [{ file: "/etc/passwd", path: "A", value: "1" }],
        tproxy: { entries: [{ servicePort: 0, remoteAddr: "x y", remotePort: 80 }] },
      },
      "One",
    );
    const properties = problems.map((problem) => problem.split(":")[0]);
    expect(new Set(properties)).to.include.all.keys(
      ...["name", "version", "hostname", "monitorAddress", "onegateEndpoint", "monitorPort"],
      ...["namespace", "clusterDomain", "image", "storage.size", "credentials.oneadminPassword"],
      ...["database.host", "expose.nodePorts", "expose.nodePorts.oned", "settings[0].file"],
      ...["tproxy.entries", "tproxy.entries[0].servicePort", "tproxy.entries[0].remoteAddr"],
    );
  });

  it("of the wrong shape are all told before any rule is asked", () => {
    const problems = problemsOf({ version: 7, hostname: "a b", images: {}, labels: [] });
    expect(problems.map((problem) => problem.split(":")[0])).to.have.members([
      ...["version", "images", "labels"],
    ]);
  });

  it("name the component", () => {
    expect(refusalOf({ version: "6.10" }, "two")).to.match(/^OpenNebula "two" has a problem in/);
  });

  it("never show a secret", () => {
    const secrets = {
      credentials: {
        oneadminPassword: "canary one",
        sshPrivateKey: "canary two",
        sshHostKey: "canary three",
      },
      image: { build: { registry: "r", username: "u", password: "" } },
      settings: [{ file: "canary", path: "a b", value: canaries.secretSetting, secret: true }],
    };
    const all = problemsOf(secrets);
    expect(all.length).to.be.at.least(5);
    expect(all.filter((text) => !text.startsWith("settings[0].file")).join()).not.to.contain(
      "canary",
    );
  });
});

describe("transparent proxy without a load balancer", () => {
  const missing =
    /^tproxy\.onegateRemoteAddr: is missing, and with expose\.type "ClusterIP".*; give/;

  it("needs to be told where hypervisors reach OneGate", () => {
    const [problem] = problemsOf({ tproxy: { enabled: true } });
    expect(problem).to.match(missing);
    expect(problemsOf({ tproxy: { enabled: true }, monitorAddress: "auto" })[0]).to.match(missing);
  });

  it("takes an address of IPv4 from monitorAddress, and none of IPv6", () => {
    const proxied = (monitorAddress: string) =>
      problemsOf({ tproxy: { enabled: true }, monitorAddress });
    expect(proxied("192.0.2.1")).to.deep.equal([]);
    expect(proxied("one.example.net")).to.deep.equal([]);
    expect(proxied("fd00::1")[0]).to.match(/^tproxy\.onegateRemoteAddr: .*IPv4.*; give/);
  });

  it("is told that it leads to no OneGate", () => {
    const services = { onegate: { enabled: false } };
    const [told] = problemsOf({
      tproxy: { enabled: true, onegateRemoteAddr: "192.0.2.1" },
      services,
    });
    expect(told).to.match(/^services\.onegate\.enabled: false leaves the transparent proxy.*; run/);
  });

  it("is content with onegateRemoteAddr, with a balancer, and without OneGate", () => {
    const enabled = true;
    for (const args of [
      { tproxy: { enabled, onegateRemoteAddr: "192.0.2.1" } },
      { tproxy: { enabled }, expose: { type: "LoadBalancer" } },
      { tproxy: { enabled, onegate: false }, services: { onegate: { enabled: false } } },
    ]) {
      expect(problemsOf(args)).to.deep.equal([]);
    }
  });
});
