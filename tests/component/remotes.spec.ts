import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { RemotesFile } from "../../index";
import { containersIn, podIn } from "../support/manifests";
import { allOf, deploy } from "../support/mocks";
import { minimal } from "../support/scenarios";
import { at, listAt } from "../support/wire";

const configMap = "kubernetes:core/v1:ConfigMap";
const secret = "kubernetes:core/v1:Secret";
const fence = { path: "hooks/ft/fence_host.sh", content: "#!/bin/bash\nexit 0\n" };

const withFiles = (...remotes: RemotesFile[]) => deploy({ ...minimal, remotes });

function sourcesIn(deployment: Awaited<ReturnType<typeof withFiles>>): unknown {
  const volume = listAt(podIn(deployment), "volumes").find(({ name }) => name === "own-remotes");
  return volume?.["projected"];
}

describe("own files below remotes", () => {
  it("have no object and no mount where there are none", async () => {
    const deployment = await withFiles();
    expect(sourcesIn(deployment)).to.equal(undefined);
    expect(allOf(deployment, configMap)).to.deep.equal([]);
  });

  it("lie in a ConfigMap that Pulumi names, each at its path for `prepare` alone", async () => {
    const deployment = await withFiles(fence, { path: "tm/mine/clone", content: "x" });
    const made = allOf(deployment, configMap).find(({ name }) => name === "one-remotes");
    expect(at(made?.inputs, "metadata.name")).to.equal(undefined);
    expect(at(made?.inputs, "data")).to.deep.equal({
      "hooks..ft..fence_host.sh": fence.content,
      "tm..mine..clone": "x",
    });
    expect(sourcesIn(deployment)).to.deep.equal({
      defaultMode: 0o440,
      sources: [
        {
          configMap: {
            name: "one-remotes-1a2b3c",
            items: [
              { key: "hooks..ft..fence_host.sh", path: fence.path },
              { key: "tm..mine..clone", path: "tm/mine/clone" },
            ],
          },
        },
      ],
    });
    const mounting = containersIn(deployment)
      .filter((one) => listAt(one, "volumeMounts").some(({ name }) => name === "own-remotes"))
      .map(({ name }) => name);
    expect(mounting).to.deep.equal(["prepare"]);
  });

  it("lie in a Secret where they are secret", async () => {
    const deployment = await withFiles({
      ...fence,
      content: pulumi.secret("canary"),
      secret: true,
    });
    const made = allOf(deployment, secret).find(({ name }) => name === "one-secret-remotes");
    expect(JSON.stringify(made?.open)).to.contain("canary");
    expect(JSON.stringify(made?.inputs)).not.to.contain("canary");
    expect(sourcesIn(deployment)).to.have.nested.property(
      "sources[0].secret.name",
      "one-secret-remotes-1a2b3c",
    );
    expect(JSON.stringify(allOf(deployment, configMap))).not.to.contain("canary");
  });

  it("are those of a ConfigMap or Secret of the user's, and executable if that is said", async () => {
    const deployment = await withFiles(
      { path: "vmm/kvm/own", existingConfigMap: "binaries", executable: true },
      { path: "hooks/login", existingSecret: "logins", key: "fencing" },
    );
    expect(sourcesIn(deployment)).to.deep.equal({
      defaultMode: 0o440,
      sources: [
        {
          configMap: {
            name: "binaries",
            items: [{ key: "own", path: "vmm/kvm/own", mode: 0o550 }],
          },
        },
        { secret: { name: "logins", items: [{ key: "fencing", path: "hooks/login" }] } },
      ],
    });
  });

  it("are brought to hypervisors by a Job that is another one for other files", async () => {
    const digestOf = async (...files: RemotesFile[]): Promise<unknown> => {
      const jobs = allOf(await withFiles(...files), "kubernetes:batch/v1:Job");
      const enrols = jobs.find(({ name }) => name === "one-hypervisors");
      const [container] = listAt(at(enrols?.inputs, "spec.template.spec"), "containers");
      return listAt(container, "env").find(({ name }) => name === "OPENNEBULA_SETTINGS_DIGEST");
    };
    expect(await digestOf()).to.equal(undefined);
    const first = await digestOf({ path: "hooks/a", existingConfigMap: "a" });
    expect(first).not.to.equal(undefined);
    expect(await digestOf({ path: "hooks/a", existingConfigMap: "b" })).not.to.deep.equal(first);
  });
});
