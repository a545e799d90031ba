import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { configMap, job, jobEnvironmentIn, planIn, proxied } from "../support/enrolmentJob";
import { allOf, deploy } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { sampleKeys } from "../support/sampleKeys";
import { canaries, minimal, scenarios } from "../support/scenarios";
import { isKnown, valueOf } from "../support/settle";
import { at, type JsonObject } from "../support/wire";

const balancer = [{ ip: "192.0.2.1" }];
const declared = scenarios["declared-hosts"] ?? minimal;

async function planOf(args: OpenNebulaArgs): Promise<JsonObject> {
  return planIn(await deploy(args, { balancer }));
}

describe("the plan", () => {
  it("manages no hosts without a list, and all of them with one, even an empty one", async () => {
    expect(await planOf(proxied)).to.deep.include({ manage: false, hosts: [] });
    expect(await planOf({ ...minimal, hypervisors: [] })).to.deep.include({
      manage: true,
      hosts: [],
    });
  });

  it("has every default in place", async () => {
    expect(await planOf({ ...minimal, hypervisors: [{ name: "kvm1" }] })).to.deep.equal({
      manage: true,
      hosts: [
        {
          ...{ name: "kvm1", imDriver: "kvm", vmDriver: "kvm", cluster: "default" },
          ...{ address: null, sshHostKey: null },
        },
      ],
      ...{ onFailure: "fail", timeoutSeconds: 300, preflight: false },
      hostname: "one-0.one-headless.one.svc.cluster.local",
      furtherKeys: { ssh: [], host: [] },
      monitor: { address: "", port: 4124 },
      onegate: { address: "", port: 5030 },
    });
  });

  it("has what the user says: addresses, pinned keys, drivers, clusters and policies", async () => {
    const plan = await planOf(declared);
    expect(plan["hosts"]).to.have.length(2);
    expect(at(plan, "hosts.1")).to.deep.equal(declared.hypervisors?.[1]);
    expect(plan).to.include({ onFailure: "warn", timeoutSeconds: 600, preflight: true });
  });

  it("has the addresses that hypervisors know and the preflight tries", async () => {
    const expose = { type: "LoadBalancer" } as const;
    const args = { ...minimal, expose, hypervisors: [{ name: "kvm1" }], hostname: "one.example" };
    const addresses = {
      monitor: { address: "192.0.2.1", port: 4124 },
      onegate: { address: "192.0.2.1", port: 5030 },
    };
    expect(await planOf(args)).to.deep.include({ hostname: "one.example", ...addresses });
    expect(await planOf({ ...args, hostname: "auto" })).to.deep.include({ hostname: "" });
  });

  it("waits for what is known late, and checks it", async () => {
    const late = (address: string): OpenNebulaArgs => ({
      ...minimal,
      hypervisors: [{ name: "kvm1", address: pulumi.output(address) }],
    });
    expect(at(await planOf(late("192.0.2.2")), "hosts.0.address")).to.equal("192.0.2.2");
    const { errors, resources } = await deploy(late("a b"));
    expect(errors.join()).to.match(/hypervisors\[0\]\.address: "a b" is neither/);
    expect(allOf({ resources }, job).map(({ name }) => name)).not.to.include("one-hypervisors");
  });
});

describe("the digest that makes another Job", () => {
  async function digestOf(args: Partial<OpenNebulaArgs>): Promise<string> {
    const deployment = await deploy({ ...proxied, ...args }, { balancer });
    return jobEnvironmentIn(deployment)["OPENNEBULA_SETTINGS_DIGEST"] ?? "";
  }
  const entry = { servicePort: 80, remoteAddr: "192.0.2.7", remotePort: 80 };
  const withEntry = { tproxy: { ...proxied.tproxy, enabled: true, entries: [entry] } };

  it("is short, and the same each time", async () => {
    expect(await digestOf({})).to.match(/^[0-9a-f]{16}$/);
    expect(await digestOf({})).to.equal(await digestOf({}));
  });

  for (const [what, args] of Object.entries<Partial<OpenNebulaArgs>>({
    "an entry of the proxy": withEntry,
    "OneGate's address": { tproxy: { enabled: true, onegateRemoteAddr: "192.0.2.8" } },
    "the lack of OneGate": { tproxy: { enabled: true, onegate: false, entries: [entry] } },
    "the key of encrypted monitoring": { encryptMonitoring: true },
  })) {
    it(`changes with ${what}`, async () => {
      expect(await digestOf(args)).not.to.equal(await digestOf({}));
    });
  }

  it("stays with everything that hypervisors aren't told", async () => {
    const others: Partial<OpenNebulaArgs>[] = [
      { version: "7.2" },
      { labels: { team: "cloud" }, annotations: { owner: "cloud" } },
      { services: { fireedge: { enabled: false } } },
      { credentials: sampleKeys.credentials },
      { settings: [{ file: "/etc/one/oned.conf", path: "LOG/DEBUG_LEVEL", value: "4" }] },
    ];
    const digests = await Promise.all([digestOf({})]);
    for (const args of others) digests.push(await digestOf(args));
    expect(new Set(digests)).to.have.property("size", 1);
  });
});

describe("what is told of hypervisors", () => {
  const written = JSON.stringify([
    { name: "kvm1", id: 0, state: "on", lastMonitored: "2026-01-01T00:00:00Z", error: null },
    { name: "kvm2", id: 1, state: "err", lastMonitored: null, error: "no route to host" },
  ]);

  it("is what the Job has written", async () => {
    const { result } = await deploy(declared, { written });
    expect(await valueOf(result.hypervisorStates)).to.deep.equal([
      { name: "kvm1", id: 0, state: "on", lastMonitored: "2026-01-01T00:00:00Z" },
      { name: "kvm2", id: 1, state: "err", error: "no route to host" },
    ]);
  });

  it("is nothing where the Job has written nothing, or no list", async () => {
    expect(await valueOf((await deploy(declared)).result.hypervisorStates)).to.deep.equal([]);
    for (const args of [minimal, proxied]) {
      const { result } = await deploy(args, { written });
      expect(await valueOf(result.hypervisorStates)).to.deep.equal([]);
    }
  });

  it("is unknown before the Job is there", async () => {
    const { errors, result } = await deploy(declared, { preview: true });
    expect(errors).to.deep.equal([]);
    expect(await isKnown(result.hypervisorStates)).to.equal(false);
  });

  it("holds no secret, neither in a ConfigMap nor in what the Job is told", async () => {
    const credentials = { oneadminPassword: canaries.oneadminPassword, ...sampleKeys.credentials };
    for (const args of [declared, { ...declared, credentials }]) {
      const { resources } = await deploy(args);
      const open = resources.filter(({ type }) => type === configMap || type === job);
      expect(open).to.have.length(4);
      const text = JSON.stringify(open.map((resource) => resource.open));
      expect(text).not.to.match(/canary|PRIVATE KEY/);
      expect(text).not.to.contain(made.password);
    }
  });
});
