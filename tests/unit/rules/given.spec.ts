import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { givenArgs } from "../../../components/rules/given";
import { problemsOf } from "../../support/refusals";
import { minimal } from "../../support/scenarios";

/** The arguments that are left of the minimal ones and these. */
function left(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { version: _version, image: _image, ...others } = givenArgs({ ...minimal, ...args });
  return others;
}

describe("what is given", () => {
  for (const [empty, args] of Object.entries({
    "an empty text": { hostname: "" },
    "null, as YAML writes it": { monitorAddress: null, tproxy: null, labels: null },
    "an empty text in a group": { storage: { size: "", storageClass: "" } },
    "null in a group": { expose: { loadBalancerClass: null, nodePorts: null } },
    "an empty text in a group of a list": { hypervisors: [{ name: "kvm1", address: "" }] },
    "null in a map": { labels: { team: null } },
  })) {
    it(`isn't ${empty}`, () => {
      expect(JSON.stringify(left(args))).not.to.match(/""|null/);
    });
  }

  for (const [meaningful, args] of Object.entries({
    "an empty value of a setting": { settings: [{ file: "f", path: "p", value: "" }] },
    "an empty label": { labels: { team: "" } },
    "an empty annotation": { annotations: { note: "" } },
    "an empty key of a toleration": {
      scheduling: { tolerations: [{ key: "", operator: "Exists" }] },
    },
    "an empty element of a list": { image: minimal.image, expose: { externalIPs: [""] } },
    "zero and false": { createNamespace: false, expose: { nodePorts: { ssh: 0 } } },
    "an empty list": { hypervisors: [] },
  })) {
    it(`is ${meaningful}`, () => {
      const { image: _image, ...others } = args as Record<string, unknown>;
      expect(left(args)).to.deep.equal(others);
    });
  }

  it("is a number where Kubernetes takes one for a text", () => {
    const resources = { requests: { cpu: 2, memory: 536870912 }, limits: { memory: 1e9 } };
    const entry = { servicePort: 80, remoteAddr: "192.0.2.1", remotePort: 80, networks: [12, "a"] };
    expect(
      left({
        storage: { size: 1e10 },
        services: { oned: { resources } },
        tproxy: { enabled: true, entries: [entry] },
      }),
    ).to.deep.equal({
      storage: { size: "10000000000" },
      services: {
        oned: {
          resources: {
            requests: { cpu: "2", memory: "536870912" },
            limits: { memory: "1000000000" },
          },
        },
      },
      tproxy: { enabled: true, entries: [{ ...entry, networks: ["12", "a"] }] },
    });
  });

  it("is kept as it is while it isn't known", () => {
    const hostname = pulumi.output("one.example.net");
    expect(left({ hostname })["hostname"]).to.equal(hostname);
  });

  it("is the same when it is asked again", () => {
    const once = givenArgs({ ...minimal, hostname: "", storage: { size: "" } });
    expect(givenArgs(once)).to.deep.equal(once);
  });

  for (const [told, args] of [
    [/^version: is missing, and it has no default\.$/, { version: "" }],
    [/^version: is a number, and it must be a string; put it in quotes\.$/, { version: 7.4 }],
    [
      /^labels\.team: is a boolean, and it must be a string; put it in quotes\.$/,
      { labels: { team: true } },
    ],
    [/^expose\.externalIPs\[0\]: "" is not an IP address/, { expose: { externalIPs: [""] } }],
    [
      /^image\.pullSecrets\[0\]: is null; give a value, or leave it out\.$/,
      { image: { reference: "a", pullSecrets: [null] } },
    ],
  ] as const) {
    it(`that is wrong is refused: ${told.source}`, () => {
      expect(problemsOf(args)).to.have.length(1);
      expect(problemsOf(args)[0]).to.match(told);
    });
  }
});
