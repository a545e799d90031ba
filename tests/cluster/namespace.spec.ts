import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { FrontEnd } from "../support/frontEnd";
import { apply, find, kubectl, removeNamespace } from "../support/kubectl";
import type { Manifest } from "../support/rehearsed";
import { testImage } from "../support/testImage";

describe("a namespace of another team", () => {
  const name = `team-${randomBytes(4).toString("hex")}`;
  const labels = { team: "other" };
  let found: Manifest | undefined;
  let frontEnd: FrontEnd | undefined;

  // Its pod runs as root, which Pod Security "restricted" refuses.
  before(async () => {
    await apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }]);
    await kubectl(["create", "-f", "-"], { input: JSON.stringify(await foreignPod()) });
    await foreignPodRuns();
    found = await namespace();
    const declared = { namespace: name, createNamespace: false };
    frontEnd = await FrontEnd.deploy(declared, name);
  });

  after(() => frontEnd?.remove() ?? removeNamespace(name));

  async function foreignPod(): Promise<Manifest> {
    const { reference: image } = await testImage();
    const securityContext = { runAsUser: 0 };
    const containers = [{ name: "sleep", image, command: ["sleep", "3600"], securityContext }];
    const spec = { containers, terminationGracePeriodSeconds: 0 };
    return { apiVersion: "v1", kind: "Pod", metadata: { name: "foreign", namespace: name }, spec };
  }

  async function foreignPodRuns(): Promise<void> {
    await kubectl(["wait", "-n", name, "pod/foreign", "--for=condition=Ready", "--timeout=120s"], {
      seconds: 130,
    });
  }

  function namespace(): Promise<Manifest | undefined> {
    return find<Manifest>(["namespace", name]);
  }

  it("takes a front-end and keeps its labels", async () => {
    expect(found?.metadata.labels).to.deep.equal({
      ...labels,
      "kubernetes.io/metadata.name": name,
    });
    expect((await namespace())?.metadata).to.deep.equal(found?.metadata);
  });

  it("lets the other team's pod start again", async () => {
    await kubectl(["delete", "pod", "-n", name, "foreign"], { seconds: 60 });
    await kubectl(["create", "-f", "-"], { input: JSON.stringify(await foreignPod()) });
    await foreignPodRuns();
  });
});
