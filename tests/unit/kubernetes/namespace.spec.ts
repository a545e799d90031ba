import { expect } from "chai";
import { namespaceRule } from "../../../components/kubernetes/namespace";
import { problemsOf } from "../../support/refusals";

const system = ["default", "kube-system", "kube-public", "kube-node-lease", "kube-flannel"];
const free = ["one", "defaults", "my-default", "kube", "kubernetes", "kubevirt", "opennebula", "0"];

describe("name of the namespace", () => {
  for (const name of system) {
    it(`can't be the cluster's own ${name}, unless it's used as it is`, () => {
      expect(namespaceRule(true)(name)).to.match(
        /one of the cluster's own.*createNamespace: false/,
      );
      expect(namespaceRule(false)(name)).to.equal(undefined);
    });
  }

  for (const name of free) {
    it(`may be ${name}`, () => {
      expect(namespaceRule(true)(name)).to.equal(undefined);
    });
  }

  it("must be one that Kubernetes takes", () => {
    for (const name of ["", "One", "a_b", "-a", "a-", "a.b", "a".repeat(64)]) {
      expect(namespaceRule(false)(name), name).to.contain("is not a Kubernetes name");
    }
  });

  it("is checked where it is the front-end's name, too", () => {
    expect(problemsOf({}, "default").join()).to.match(/^namespace: "default" is one of/);
    expect(problemsOf({ createNamespace: false }, "default")).to.deep.equal([]);
    expect(problemsOf({ namespace: "kube-system" }).join()).to.match(/^namespace: "kube-system"/);
  });

  it("is no second problem of a wrong name", () => {
    expect(problemsOf({}, "One")).to.have.length(1);
  });
});
