import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { checkShape } from "../../../components/rules/shape";
import { collected, loosely, type LooseArgs } from "../../support/refusals";
import { scenarios } from "../../support/scenarios";
import { unknownUntilUpdate } from "../../support/settle";

function complaintsOf(args: LooseArgs): readonly string[] {
  return collected((problems) => {
    checkShape(problems, loosely(args));
  });
}

describe("shape of the arguments", () => {
  for (const [name, args] of Object.entries(scenarios)) {
    it(`is right in "${name}"`, () => {
      expect(complaintsOf({ ...args })).to.deep.equal([]);
    });
  }

  it("takes Outputs and Promises wherever a value only fills a field", () => {
    const later = unknownUntilUpdate();
    const args = {
      namespace: later,
      hostname: Promise.resolve("one"),
      image: { reference: later, pullSecrets: [later] },
      labels: { team: later },
      credentials: { oneadminPassword: pulumi.secret("x") },
      storage: { size: later },
      tproxy: { entries: [{ servicePort: 1, remoteAddr: later, remotePort: 1 }] },
      services: { oned: { resources: { requests: { cpu: later } } } },
    };
    expect(complaintsOf(args)).to.deep.equal([]);
  });

  describe("tells that a property is missing", () => {
    it("at the top", () => {
      expect(complaintsOf({ version: undefined })).to.deep.equal([
        "version: is missing, and it has no default.",
      ]);
    });

    it("in a group", () => {
      expect(complaintsOf({ restore: { repository: {} } })).to.deep.equal([
        "restore.password: is missing, and it has no default.",
      ]);
    });

    it("in a list", () => {
      expect(complaintsOf({ settings: [{ file: "/etc/one/oned.conf" }] })).to.deep.equal([
        "settings[0].path: is missing, and it has no default.",
      ]);
    });
  });

  describe("tells that a property is unknown, and which ones there are", () => {
    it("at the top", () => {
      const [complaint = "", ...others] = complaintsOf({ hostName: "one" });
      expect(others).to.deep.equal([]);
      expect(complaint).to.match(
        /^hostName: isn't a property; .*\bhostname, hypervisors, image, ingress, keyRotation, labels\b/,
      );
    });

    it("in a group", () => {
      expect(complaintsOf({ credentials: { password: "canary" } })).to.deep.equal([
        "credentials.password: isn't a property; the properties are: oneadminPassword, sshHostKey, sshPrivateKey.",
      ]);
    });

    it("in Kubernetes' own types", () => {
      const [complaint] = complaintsOf({ scheduling: { tolerations: [{ taint: "a" }] } });
      expect(complaint).to.match(
        /^scheduling\.tolerations\[0\]\.taint: isn't a property; .*effect/,
      );
    });

    it("even when every object of JavaScript has one of that name", () => {
      for (const key of ["toString", "constructor", "hasOwnProperty"]) {
        expect(complaintsOf({ [key]: "x" })[0]).to.match(new RegExp(`^${key}: isn't a property`));
        expect(complaintsOf({ storage: { [key]: "x" } })[0]).to.contain(`storage.${key}: isn't`);
      }
    });

    it("but not when it is undefined, as an optional property of TypeScript is", () => {
      expect(complaintsOf({ other: undefined })).to.deep.equal([]);
    });
  });

  describe("tells that a value has the wrong type", () => {
    const wrong: readonly (readonly [string, LooseArgs, string])[] = [
      ["a text for a number", { monitorPort: "eighty" }, "a string, and it must be a number."],
      [
        "a number for a text",
        { version: 7.4 },
        "a number, and it must be a string; put it in quotes.",
      ],
      ["a text for a switch", { createNamespace: "no" }, "a string, and it must be a boolean."],
      ["a map for a text", { hostname: { a: 1 } }, "a map, and it must be a string."],
      ["a text for a list", { settings: "a" }, "a string, and it must be a list."],
      ["a map for a list", { settings: {} }, "a map, and it must be a list."],
      ["a list for a group", { expose: [] }, "a list, and it must be a map of: type, "],
      ["a text for a group", { storage: "20Gi" }, "a string, and it must be a map of: size, "],
      ["a list for a map", { labels: ["a"] }, "a list, and it must be a map."],
    ];
    for (const [what, args, told] of wrong) {
      it(what, () => {
        const [property] = Object.keys(args);
        const [complaint = "", ...others] = complaintsOf(args);
        expect(others).to.deep.equal([]);
        expect(complaint).to.satisfy((text: string) => text.startsWith(`${property}: is ${told}`));
      });
    }

    it("deep inside", () => {
      expect(
        complaintsOf({
          labels: { a: 5 },
          expose: { nodePorts: { oned: "31000" }, loadBalancerSourceRanges: [1] },
        }),
      ).to.have.members([
        "expose.loadBalancerSourceRanges[0]: is a number, and it must be a string; put it in quotes.",
        "expose.nodePorts.oned: is a string, and it must be a number.",
        "labels.a: is a number, and it must be a string; put it in quotes.",
      ]);
    });

    it("without showing it: it may be a secret in the wrong place", () => {
      const all = complaintsOf({
        credentials: "canary",
        version: { canary: "canary-value" },
        settings: ["canary"],
        monitorPort: "canary",
      });
      expect(all).to.have.length(4);
      expect(all.join()).not.to.contain("canary");
    });
  });

  it("tells which values an enumeration has", () => {
    expect(complaintsOf({ expose: { type: "Loadbalancer" } })).to.deep.equal([
      'expose.type: "Loadbalancer" is none of "ClusterIP", "NodePort", "LoadBalancer"; give one of these.',
    ]);
    expect(complaintsOf({ image: { pullPolicy: 1 } })[0]).to.match(/^image\.pullPolicy: 1 is none/);
  });

  describe("refuses an Output where a value decides what is deployed", () => {
    const later = pulumi.output("x");
    const refused: readonly (readonly [string, LooseArgs])[] = [
      ["version", { version: later }],
      ["createNamespace", { createNamespace: later }],
      ["expose", { expose: later }],
      ["expose.type", { expose: { type: later } }],
      ["services.hem.enabled", { services: { hem: { enabled: later } } }],
      ["image.build.registry", { image: { build: { registry: later } } }],
      ["settings[0]", { settings: [later] }],
      ["settings[0].path", { settings: [{ file: "/etc/one/oned.conf", path: later }] }],
      ["storage.retain", { storage: { retain: Promise.resolve(true) } }],
    ];
    for (const [property, args] of refused) {
      it(property, () => {
        expect(complaintsOf(args)).to.deep.equal([
          `${property}: is an Output, and it decides what is deployed: it must be known when the program runs; give a plain value.`,
        ]);
      });
    }
  });
});
