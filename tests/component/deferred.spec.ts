import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { deploy } from "../support/mocks";
import { minimal } from "../support/scenarios";

interface Case {
  readonly args: Partial<OpenNebulaArgs>;
  readonly told: RegExp;
  /** Kinds that use the value, directly or not: none may be registered. */
  readonly gated: readonly string[];
}

const bad = (text: string): pulumi.Output<string> => pulumi.output(text);
const pod = ["StatefulSet"];

const cases: Readonly<Record<string, Case>> = {
  hostname: {
    args: { hostname: bad("a b") },
    told: /hostname: "a b" is neither a DNS name/,
    gated: pod,
  },
  monitorAddress: {
    args: { monitorAddress: bad("a b") },
    told: /monitorAddress: "a b" is neither a DNS name/,
    gated: pod,
  },
  onegateEndpoint: {
    args: { onegateEndpoint: bad("gate") },
    told: /onegateEndpoint: "gate" is not an http/,
    gated: pod,
  },
  namespace: {
    args: { namespace: bad("Cloud") },
    told: /namespace: "Cloud" is not a Kubernetes name/,
    gated: ["NamespacePatch", "PersistentVolumeClaimPatch", "Secret", "Service", "StatefulSet"],
  },
  "namespace of the user's own": {
    args: { namespace: bad("Cloud"), createNamespace: false },
    told: /namespace: "Cloud" is not a Kubernetes name/,
    gated: ["PersistentVolumeClaimPatch", "Secret", "Service", "StatefulSet"],
  },
  "image.reference": {
    args: { image: { reference: bad("a b") } },
    told: /image\.reference: "a b" is not an image/,
    gated: pod,
  },
  "image.pullSecrets": {
    args: { image: { reference: "a", pullSecrets: [bad("A")] } },
    told: /image\.pullSecrets\[0\]: "A" is not the name/,
    gated: pod,
  },
  "image.build.password": {
    args: { image: { build: { registry: "r", username: "u", password: bad("") } } },
    told: /image\.build\.password: the value \(not shown\) is empty/,
    gated: ["Image", "StatefulSet"],
  },
  "storage.size": {
    args: { storage: { size: bad("big") } },
    told: /storage\.size: "big" is not a size/,
    gated: ["PersistentVolumeClaimPatch", "StatefulSet"],
  },
  "storage.storageClass": {
    args: { storage: { storageClass: bad("A") } },
    told: /storage\.storageClass: "A" is not the name/,
    gated: ["PersistentVolumeClaimPatch", "StatefulSet"],
  },
  "storage.existingClaim": {
    args: { storage: { existingClaim: bad("A") } },
    told: /storage\.existingClaim: "A" is not the name/,
    gated: pod,
  },
  "credentials.oneadminPassword": {
    args: { credentials: { oneadminPassword: bad("canary canary") } },
    told: /credentials\.oneadminPassword: the value \(not shown\) can't be a password/,
    gated: pod,
  },
  "credentials.sshPrivateKey": {
    args: { credentials: { sshPrivateKey: bad("canary") } },
    told: /credentials\.sshPrivateKey: the value \(not shown\) is not a private key/,
    gated: pod,
  },
  "credentials.sshHostKey": {
    args: { credentials: { sshHostKey: bad("canary") } },
    told: /credentials\.sshHostKey: the value \(not shown\) is not a private key/,
    gated: pod,
  },
  "database.host": {
    args: { database: { host: bad("tcp://db"), existingSecret: "db" } },
    told: /database\.host: "tcp:\/\/db" is neither/,
    gated: pod,
  },
  "database.existingSecret": {
    args: { database: { host: "db", existingSecret: bad("A") } },
    told: /database\.existingSecret: "A" is not the name/,
    gated: pod,
  },
  "tproxy.onegateRemoteAddr": {
    args: { tproxy: { enabled: true, onegateRemoteAddr: bad("fd00::1") } },
    told: /tproxy\.onegateRemoteAddr: "fd00::1" is neither an IPv4/,
    gated: pod,
  },
  "tproxy.onegateRemoteAddr by a monitorAddress that turns out to be auto": {
    args: { tproxy: { enabled: true }, monitorAddress: bad("auto") },
    told: /tproxy\.onegateRemoteAddr: "" is neither an IPv4/,
    gated: pod,
  },
  "tproxy.entries": {
    args: {
      tproxy: {
        enabled: true,
        onegateRemoteAddr: "192.0.2.1",
        entries: [{ servicePort: 80, remoteAddr: bad("a b"), remotePort: 80 }],
      },
    },
    told: /tproxy\.entries\[0\]\.remoteAddr: "a b" is neither an IPv4/,
    gated: pod,
  },
  "expose.externalIPs": {
    args: { expose: { externalIPs: [bad("lb.example.net")] } },
    told: /expose\.externalIPs\[0\]: "lb\.example\.net" is not an IP address/,
    gated: pod,
  },
  "hypervisors.address": {
    args: { hypervisors: [{ name: "kvm1", address: bad("a b") }] },
    told: /hypervisors\[0\]\.address: "a b" is neither a DNS name nor an IP address/,
    gated: ["Job one-hypervisors"],
  },
  "hypervisors.sshHostKey": {
    args: { hypervisors: [{ name: "kvm1", sshHostKey: bad("AAAA") }] },
    told: /hypervisors\[0\]\.sshHostKey: "AAAA" is not a public key/,
    gated: ["Job one-hypervisors"],
  },
  "settings with a Pulumi secret in the open": {
    args: {
      settings: [{ file: "/etc/one/oned.conf", path: "A", value: pulumi.secret("canary") }],
    },
    told: /settings: \/etc\/one\/oned\.conf A: the value \(not shown\) is a Pulumi secret/,
    gated: ["ConfigMap", "StatefulSet"],
  },
};

describe("a bad value that is only known at update", () => {
  for (const [name, { args, told, gated }] of Object.entries(cases)) {
    it(`stops what is made of it, and says why: ${name}`, async () => {
      const { errors, resources } = await deploy({ ...minimal, ...args });
      expect(errors.join()).to.match(told);
      const kinds = resources.flatMap(({ type, name: own }) => {
        const kind = type.split(":").at(-1) ?? "";
        return [kind, `${kind} ${own}`];
      });
      for (const kind of gated) expect(kinds).not.to.include(kind);
      expect(errors.join()).not.to.contain("canary");
    });
  }

  it("stops a source range, and with it the Service", async () => {
    const ranges = { loadBalancerSourceRanges: [bad("a/8")] };
    const { errors, resources } = await deploy({
      ...minimal,
      expose: { type: "LoadBalancer", ...ranges },
    });
    expect(errors.join()).to.match(/expose\.loadBalancerSourceRanges\[0\]: "a\/8" is not a range/);
    const names = resources.map(({ name, type }) => `${type.split(":").at(-1) ?? ""} ${name}`);
    expect(names).not.to.include("Service one");
    expect(names).not.to.include("StatefulSet one");
  });
});

describe("a good value that is only known at update", () => {
  it("goes where a plain one would", async () => {
    const plain = { hostname: "one.example.net", namespace: "cloud", storage: { size: "5Gi" } };
    const later = {
      hostname: pulumi.output("one.example.net"),
      namespace: Promise.resolve("cloud"),
      storage: { size: pulumi.output("5Gi") },
    };
    const [first, second] = [
      await deploy({ ...minimal, ...plain }),
      await deploy({ ...minimal, ...later }),
    ].map(({ resources }) =>
      resources
        .map(({ name, type, inputs }) => ({ key: `${type} ${name}`, inputs }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    );
    expect(second).to.deep.equal(first);
  });
});
