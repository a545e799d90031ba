import { expect } from "chai";
import { allOf, deploy, oneOf } from "../support/mocks";
import { minimal, scenarios } from "../support/scenarios";
import { unknownUntilUpdate, valueOf } from "../support/settle";
import { at } from "../support/wire";

const kept = "kubernetes:core/v1:NamespacePatch";
const own = "kubernetes:core/v1:Namespace";

describe("namespace", () => {
  it("is called like the front-end by default, and stays with the data in it", async () => {
    const { inputs, retainOnDelete } = oneOf(await deploy(minimal), kept, "one-namespace");
    expect(at(inputs, "metadata.name")).to.equal("one");
    expect(at(inputs, "metadata.annotations")).to.deep.equal({ "pulumi.com/patchForce": "true" });
    expect(retainOnDelete).to.equal(true);
  });

  it("goes with `pulumi destroy` when the data may go", async () => {
    const deployment = await deploy({ ...minimal, storage: { retain: false } });
    expect(allOf(deployment, kept)).to.deep.equal([]);
    expect(oneOf(deployment, own).retainOnDelete).to.equal(false);
  });

  it("enforces Pod Security restricted", async () => {
    const { inputs } = oneOf(await deploy(minimal), kept, "one-namespace");
    expect(at(inputs, "metadata.labels")).to.include({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  it("enforces nothing that the node's network would break", async () => {
    const args = { ...minimal, hostname: "node1", expose: { hostNetwork: true } };
    const { inputs } = oneOf(await deploy(args), kept, "one-namespace");
    expect(at(inputs, "metadata.labels")).to.include({
      "pod-security.kubernetes.io/enforce": "privileged",
    });
  });

  it("can't be made to enforce less by a label of the user's", async () => {
    const labels = { "pod-security.kubernetes.io/enforce": "privileged", team: "cloud" };
    const { inputs } = oneOf(await deploy({ ...minimal, labels }), kept, "one-namespace");
    expect(at(inputs, "metadata.labels")).to.include({
      "pod-security.kubernetes.io/enforce": "restricted",
      team: "cloud",
    });
  });

  it("is left alone when it is the user's own", async () => {
    const args = { ...minimal, namespace: "cloud", createNamespace: false };
    const { resources, result } = await deploy(args);
    expect(resources.filter(({ type }) => type.includes("Namespace"))).to.deep.equal([]);
    expect(await valueOf(result.namespace)).to.equal("cloud");
  });

  for (const [name, args] of Object.entries(scenarios)) {
    it(`holds every object: "${name}"`, async () => {
      const { resources, result } = await deploy(args, { balancer: [{ ip: "192.0.2.1" }] });
      const namespace = await valueOf(result.namespace);
      for (const { inputs, type } of resources) {
        if (!type.startsWith("kubernetes:") || type.includes("Namespace")) continue;
        expect(at(inputs, "metadata.namespace"), type).to.equal(namespace);
      }
    });
  }

  it("may be unknown at preview: the objects wait for it", async () => {
    const args = { ...minimal, namespace: unknownUntilUpdate() };
    const { inputs } = oneOf(await deploy(args, { preview: true }), kept, "one-namespace");
    expect(at(inputs, "metadata.name")).to.equal("[unknown]");
  });
});

describe("namespace that exists, when the data may go", () => {
  const args = { ...minimal, namespace: "team", storage: { retain: false } };
  const namespace = { name: "team", labels: { team: "cloud" } };

  // The provider refuses to make an object that exists, so a namespace that isn't ours never gets into the state, and
  // `destroy` never deletes it.
  it("is never adopted: it is to be made, not patched, imported or read", async () => {
    const deployment = await deploy(args, { namespace });
    const touching = deployment.resources.filter(({ type }) => type.includes("/v1:Namespace"));
    expect(touching.map(({ type }) => type)).to.deep.equal([own]);
    expect(oneOf(deployment, own).importId).to.equal("");
  });

  it("holds nothing before it is made, so that a refused one stays as it was", async () => {
    const deployment = await deploy(args, { namespace });
    const inside = deployment.resources.filter(
      ({ inputs, type }) => type.startsWith("kubernetes:") && at(inputs, "metadata.namespace"),
    );
    expect(inside.length).to.be.greaterThan(4);
    for (const { dependencies, name } of inside) {
      const onNamespace = dependencies.filter((urn) => urn.endsWith("::one-namespace"));
      expect(onNamespace, name).to.have.length(1);
    }
  });
});

describe("namespace that exists", () => {
  const team = { name: "team", labels: { team: "cloud" } };
  const args = { ...minimal, namespace: "team" };
  const own = {
    "app.kubernetes.io/managed-by": "opennebula-kubernetes",
    "app.kubernetes.io/instance": "one",
  };

  function enforcing(level: string): object {
    return { name: "team", labels: { "pod-security.kubernetes.io/enforce": level } };
  }

  for (const preview of [true, false]) {
    describe(preview ? "at preview" : "at update", () => {
      it("keeps its labels and annotations", async () => {
        const deployment = await deploy(args, { preview, namespace: team });
        const { inputs } = oneOf(deployment, kept, "one-namespace");
        expect(at(inputs, "metadata")).to.deep.equal({ name: "team" });
        expect(deployment.errors).to.deep.equal([]);
      });

      it("is only declared with the label that each namespace has", async () => {
        const deployment = await deploy(args, { preview, namespace: team });
        const { inputs, retainOnDelete } = oneOf(deployment, kept, "one-namespace-exists");
        const labels = { "kubernetes.io/metadata.name": "team" };
        expect(at(inputs, "metadata")).to.deep.equal({ name: "team", labels });
        expect(retainOnDelete).to.equal(true);
      });

      it("is labelled when an earlier `destroy` left it", async () => {
        const namespace = { name: "team", labels: own };
        const { inputs } = oneOf(await deploy(args, { preview, namespace }), kept, "one-namespace");
        expect(at(inputs, "metadata.labels")).to.include({
          "pod-security.kubernetes.io/enforce": "restricted",
        });
      });

      it("is worth a warning when its Pod Security is looser", async () => {
        for (const namespace of [team, enforcing("baseline"), enforcing("privileged")]) {
          const { warnings } = await deploy(args, { preview, namespace });
          expect(warnings.join()).to.match(
            /^namespace: "team" exists and isn't this stack's.*would keep "restricted"/,
          );
        }
        const { warnings } = await deploy(args, { preview, namespace: enforcing("restricted") });
        expect(warnings).to.deep.equal([]);
      });

      it("is refused when it can't take the pod, before the pod is made", async () => {
        const expose = { hostNetwork: true };
        for (const level of ["baseline", "restricted"]) {
          const namespace = enforcing(level);
          const deployment = await deploy(
            { ...args, hostname: "node1.example.net", expose },
            { preview, namespace },
          );
          expect(deployment.errors.join()).to.contain(
            `namespace: "team" exists and isn't this stack's, so its labels stay as they are; it enforces Pod Security "${level}", and expose.hostNetwork needs "privileged"; give another name`,
          );
          expect(allOf(deployment, "kubernetes:apps/v1:StatefulSet")).to.deep.equal([]);
        }
      });
    });
  }
});
