import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { kubectl, listOf, removeNamespace, tryKubectl } from "../support/kubectl";
import { isOfKubernetes, rehearsed, shippedStacks, type Manifest } from "../support/rehearsed";

const restricted = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
};

interface StatefulSet extends Manifest {
  spec: { template: { metadata: object; spec: object } };
}

describe("the manifests and a real API server", () => {
  const namespace = `manifests-${randomBytes(4).toString("hex")}`;

  before(async () => {
    const metadata = { name: namespace, labels: restricted };
    const input = JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata });
    await kubectl(["create", "-f", "-"], { input });
  });
  after(() => removeNamespace(namespace));

  /** Has objects checked as if they were applied, in the namespace of this run. */
  async function check(manifests: readonly Manifest[]): Promise<string> {
    const moved = manifests.map((manifest) =>
      manifest.kind === "Namespace" ? manifest : inside(manifest),
    );
    const args = ["apply", "--server-side", "--force-conflicts", "--dry-run=server", "-f", "-"];
    const { code, stderr } = await tryKubectl(args, { input: listOf(moved) });
    return code === 0 ? stderr : `exit code ${code ?? "none"}: ${stderr}`;
  }

  function inside(manifest: Manifest): Manifest {
    return { ...manifest, metadata: { ...manifest.metadata, namespace } };
  }

  for (const subject of shippedStacks()) {
    describe(subject.title, () => {
      let manifests: Manifest[];

      before(async () => {
        manifests = (await rehearsed(subject)).filter(isOfKubernetes);
      });

      it("is accepted without a warning", async () => {
        expect(manifests.map(({ kind }) => kind)).to.include("StatefulSet");
        expect(await check(manifests)).to.equal("");
      });

      it("makes pods that Pod Security restricted admits", async () => {
        const pods = manifests.filter(isStatefulSet).map(podOf);
        expect(pods).not.to.be.empty;
        expect(await check(pods)).to.equal("");
      });
    });
  }

  it("a pod that runs as root is refused", async () => {
    const spec = { containers: [{ name: "any", image: "any" }] };
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "any" }, spec };
    expect(await check([pod])).to.contain('violates PodSecurity "restricted');
  });

  it("a field that doesn't exist is refused", async () => {
    const metadata = { name: "any" };
    const service = { apiVersion: "v1", kind: "Service", metadata, spec: { port: 1 } };
    expect(await check([service])).to.match(/unknown field|field not declared/);
  });
});

function isStatefulSet(manifest: Manifest): manifest is StatefulSet {
  return manifest.kind === "StatefulSet";
}

// The API server checks a StatefulSet's pods when they are created, which a dry run doesn't come to.
function podOf({ metadata, spec }: StatefulSet): Manifest {
  const { template } = spec;
  const named = { ...template.metadata, name: `${metadata.name}-0` };
  return { apiVersion: "v1", kind: "Pod", metadata: named, spec: template.spec };
}
