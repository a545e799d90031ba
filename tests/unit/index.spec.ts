import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { packageRoot } from "../../components/package/packageRoot";
import * as library from "../../index";

describe("library", () => {
  it("has one component and the words of its arguments, and nothing else at run time", () => {
    expect(library).to.have.all.keys(
      ...["OpenNebula", "ServiceType", "TrafficPolicy", "PullPolicy", "SettingAction"],
      ...["AccessMode", "FailurePolicy", "ServiceLayout"],
    );
    expect(library.OpenNebula.prototype).to.be.instanceOf(pulumi.ComponentResource);
  });

  it("has the words that Kubernetes and onecfg understand", () => {
    expect(Object.values(library.ServiceType)).to.deep.equal([
      ...["ClusterIP", "NodePort", "LoadBalancer"],
    ]);
    expect(Object.values(library.TrafficPolicy)).to.deep.equal(["Cluster", "Local"]);
    expect(Object.values(library.PullPolicy)).to.deep.equal(["IfNotPresent", "Always", "Never"]);
    expect(Object.values(library.SettingAction)).to.deep.equal(["set", "ins", "rm"]);
  });

  it("creates nothing when it is imported: this file has no mocks, and it was", () => {
    const source = readFileSync(join(packageRoot(), "index.ts"), "utf8");
    const rest = source.replace(/^export (type )?\{[^}]*\} from "\.\/components\/\w+";$/gm, "");
    expect(rest.trim()).to.equal("");
  });
});
