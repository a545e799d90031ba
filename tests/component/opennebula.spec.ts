import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { OpenNebula } from "../../index";
import { allOf, deploy, oneOf, run } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { loosely } from "../support/refusals";
import { minimal, scenarios } from "../support/scenarios";
import { isKnown, unknownUntilUpdate, valueOf } from "../support/settle";
import { at, textAt } from "../support/wire";

const type = "opennebula-kubernetes:index:OpenNebula";
const urn = `urn:pulumi:dev::project::${type}::one`;
const balancer = [{ ip: "192.0.2.1" }];

describe("component", () => {
  it("deploys the least with two words", async () => {
    const { errors, resources, warnings } = await deploy(minimal);
    expect(
      resources.map((resource) => `${resource.type.split(":")[2] ?? ""} ${resource.name}`),
    ).to.have.members([
      ...["OpenNebula one", "NamespacePatch one-namespace-exists", "NamespacePatch one-namespace"],
      "PersistentVolumeClaimPatch one-data",
      ...["PrivateKey one-ssh-key", "PrivateKey one-host-key", "RandomPassword one-password"],
      ...["Secret one-credentials", "Secret one-host-key", "StatefulSet one"],
      ...["Service one", "Service one-headless"],
      ...["ServiceAccount one-start", "Role one-start", "RoleBinding one-start", "Job one-start"],
    ]);
    expect([...errors, ...warnings]).to.deep.equal([]);
  });

  for (const [name, args] of Object.entries(scenarios)) {
    describe(`with "${name}"`, () => {
      it("is the parent of all that it makes, and gives it its name", async () => {
        const { errors, resources } = await deploy(args, { balancer });
        expect(errors).to.deep.equal([]);
        for (const resource of resources.filter((candidate) => candidate.type !== type)) {
          expect(resource.parent).to.equal(urn);
          expect(resource.name).to.match(/^one(-|$)/);
        }
      });

      // Pulumi replaces such an object when its content changes, and with it what has a property from there.
      it("takes nothing from Secrets and ConfigMaps that keep their names", async () => {
        const { resources } = await deploy(args, { balancer });
        const keeping = resources.filter(
          ({ type: kind, inputs }) =>
            /:(Secret|ConfigMap)$/.test(kind) &&
            at(inputs, "metadata.name") !== undefined &&
            (inputs["data"] ?? inputs["stringData"]) !== undefined,
        );
        const ends = keeping.map(({ type: kind, name: own }) => `${kind}::${own}`);
        const taking = resources.filter(({ sources }) =>
          Object.values(sources).some((urns) =>
            urns.some((each) => ends.some((end) => each.endsWith(end))),
          ),
        );
        expect(taking.map(({ name: own }) => own)).to.deep.equal([]);
      });

      it("makes the same resources at preview as at update", async () => {
        const later = await deploy(args, { preview: true, balancer: "unknown" });
        const now = await deploy(args, { balancer });
        const names = ({ resources }: typeof now): string[] =>
          resources.map((resource) => `${resource.type} ${resource.name}`);
        expect(later.errors).to.deep.equal([]);
        expect(names(later)).to.have.members(names(now));
      });
    });
  }

  it("makes the same resources while everything that may be unknown is", async () => {
    const later = unknownUntilUpdate();
    const args = {
      ...minimal,
      image: { reference: later },
      namespace: later,
      hostname: later,
      monitorAddress: later,
      onegateEndpoint: later,
      storage: { size: later, storageClass: later },
      credentials: { oneadminPassword: later, sshPrivateKey: later, sshHostKey: later },
      labels: { team: later },
      expose: { externalIPs: [later] },
      hypervisors: [{ name: "kvm1", address: later, sshHostKey: later }],
      encryptMonitoring: true,
    };
    const { errors, resources } = await deploy(args, { preview: true });
    expect(errors).to.deep.equal([]);
    expect(resources.filter((resource) => resource.type.startsWith("kubernetes:"))).to.have.length(
      19,
    );
  });

  it("stands beside another one in a stack", async () => {
    const { errors, resources } = await run(() => [
      new OpenNebula("one", minimal),
      new OpenNebula("two", minimal),
    ]);
    expect(errors).to.deep.equal([]);
    const names = resources.map((resource) => `${resource.type} ${resource.name}`);
    expect(new Set(names)).to.have.property("size", names.length);
    const objects = resources
      .filter((resource) => !resource.name.endsWith("-namespace-exists"))
      .map(({ inputs }) => [textAt(inputs, "kind"), textAt(inputs, "metadata.name")] as const)
      .filter(([, name]) => name !== "")
      .map((key) => key.join(" "));
    expect(new Set(objects)).to.have.property("size", objects.length);
  });

  it("stands beside another one in a namespace, and each Service selects its own pod", async () => {
    const args = { ...minimal, namespace: "cloud", createNamespace: false };
    const deployment = await run(() => [new OpenNebula("one", args), new OpenNebula("two", args)]);
    const selectors = allOf(deployment, "kubernetes:core/v1:Service").map(({ inputs }) =>
      JSON.stringify((inputs["spec"] as { selector?: unknown }).selector),
    );
    expect(selectors).to.have.length(4);
    expect(new Set(selectors)).to.have.property("size", 4);
  });

  it("reaches its parts with a provider that it is given", async () => {
    const deployment = await run(() => {
      const provider = new k8s.Provider("cluster");
      return new OpenNebula("one", minimal, { providers: { kubernetes: provider } });
    });
    for (const { provider, type: kind } of deployment.resources) {
      if (kind.startsWith("kubernetes:")) expect(provider).to.contain("cluster");
      else expect(provider).not.to.contain("cluster");
    }
  });

  it("registers nothing when the arguments are bad", async () => {
    const { resources, result } = await run(() => {
      try {
        new OpenNebula("one", loosely({ version: "6.10", hostname: "a b" }));
        return undefined;
      } catch (error) {
        return error;
      }
    });
    expect(resources).to.deep.equal([]);
    expect(pulumi.InputPropertiesError.isInstance(result)).to.equal(true);
    expect(String(result)).to.match(/2 problems in its arguments:\n {2}- version: .*\n {2}- host/);
  });

  it("warns of what is hardly wanted", async () => {
    const args = { ...minimal, hostname: "one.one.svc", expose: { type: "LoadBalancer" } } as const;
    const { warnings } = await deploy(args, { balancer });
    expect(warnings.join()).to.match(/^hostname: "one\.one\.svc" is a name inside the cluster/);
  });

  it("has no hooks without an engine, which alone could run them", async () => {
    const { resources } = await deploy(minimal);
    expect(resources.flatMap((resource) => resource.hooks)).to.deep.equal([]);
  });
});

describe("outputs", () => {
  it("tell where the front-end is and how to trust it", async () => {
    const { result } = await deploy(minimal);
    expect(await valueOf(result.namespace)).to.equal("one");
    expect(await valueOf(result.imageReference)).to.equal(minimal.image.reference);
    expect(await valueOf(result.sshPublicKey)).to.equal(made.publicKey("one-ssh-key"));
    expect(await valueOf(result.sshHostKey)).to.equal(made.publicKey("one-host-key"));
    expect((await valueOf(result.endpoints)).xmlrpc).to.equal(
      "http://one.one.svc.cluster.local:2633/RPC2",
    );
  });

  it("have the balancer's address in the endpoints", async () => {
    const { result } = await deploy(scenarios["hypervisors"] ?? minimal, { balancer });
    expect((await valueOf(result.endpoints)).ssh).to.equal("ssh://oneadmin@192.0.2.1:22");
  });

  it("are secret where they hold a secret, and open where a hypervisor needs them", async () => {
    for (const args of [minimal, scenarios["everything"] ?? minimal]) {
      const { result } = await deploy(args);
      expect(await pulumi.isSecret(result.oneadminPassword)).to.equal(true);
      const open: readonly pulumi.Output<unknown>[] = [
        ...[result.hostname, result.monitorAddress, result.sshPublicKey, result.sshHostKey],
        ...[result.endpoints, result.imageReference, result.namespace],
        ...[result.enrolCommand, result.hypervisorStates],
      ];
      for (const output of open) {
        expect(await pulumi.isSecret(output)).to.equal(false);
      }
    }
  });

  it("that a balancer decides are unknown at the first preview, not wrong", async () => {
    const args = scenarios["hypervisors"] ?? minimal;
    const { result } = await deploy(args, { preview: true, balancer: "unknown" });
    expect(await isKnown(result.hostname)).to.equal(false);
    expect(await isKnown(result.monitorAddress)).to.equal(false);
    expect(await isKnown(result.endpoints)).to.equal(false);
  });

  it("are registered under the component", async () => {
    const deployment = await deploy(minimal);
    const { inputs } = oneOf(deployment, type);
    expect(inputs).to.deep.equal(minimal);
  });
});
