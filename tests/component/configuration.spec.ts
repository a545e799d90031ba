import { expect } from "chai";
import type { Setting } from "../../index";
import { containersIn, podIn, secretIn } from "../support/manifests";
import { allOf, deploy, oneOf } from "../support/mocks";
import { minimal } from "../support/scenarios";
import { at, listAt, textAt } from "../support/wire";

const configMap = "kubernetes:core/v1:ConfigMap";
const secret = "kubernetes:core/v1:Secret";

const open: Setting = { file: "/etc/one/oned.conf", path: "LOG/DEBUG_LEVEL", value: "4" };
const hidden: Setting = {
  file: "/etc/one/oneflow-server.conf",
  path: ":core_auth",
  value: "canary",
  secret: true,
};

const withSettings = (...settings: Setting[]) => deploy({ ...minimal, settings });

describe("objects of the configuration", () => {
  it("are named by Pulumi, so that new content has a new name and rolls the pod", async () => {
    const deployment = await withSettings(open, hidden);
    for (const { inputs } of [...allOf(deployment, configMap), ...allOf(deployment, secret)]) {
      expect(at(inputs, "metadata.name")).to.equal(undefined);
    }
  });

  it("are referred to by the names that they got", async () => {
    const volumes = listAt(podIn(await withSettings(open, hidden)), "volumes");
    const names = volumes
      .map((volume) => textAt(volume, "secret.secretName") || textAt(volume, "configMap.name"))
      .filter((name) => name !== "");
    expect(names).to.have.members([
      ...["one-credentials-1a2b3c", "one-host-key-1a2b3c"],
      ...["one-settings-1a2b3c", "one-secret-settings-1a2b3c"],
    ]);
  });

  it("are an external database's own Secret, which the user has", async () => {
    const database = { host: "db", existingSecret: "db-login" };
    const volumes = listAt(podIn(await deploy({ ...minimal, database })), "volumes");
    const mounted = volumes.find((volume) => volume["name"] === "database");
    expect(mounted?.["secret"]).to.deep.equal({ secretName: "db-login", defaultMode: 0o440 });
  });
});

describe("settings", () => {
  it("have no object and no mount where there are none", async () => {
    const deployment = await withSettings();
    expect(allOf(deployment, configMap)).to.deep.equal([]);
    expect(allOf(deployment, secret)).to.have.length(2);
    const paths = containersIn(deployment).flatMap((container) =>
      listAt(container, "volumeMounts").map((mount) => textAt(mount, "mountPath")),
    );
    expect(paths.join()).not.to.contain("settings");
  });

  it("in the open stand in a ConfigMap", async () => {
    const deployment = await withSettings(open);
    expect(oneOf(deployment, configMap).inputs["data"]).to.deep.equal({
      settings: "/etc/one/oned.conf set LOG/DEBUG_LEVEL 4\n",
    });
    expect(secretIn(deployment, "secret-settings")).to.deep.equal({});
  });

  it("that are secret stand in a Secret", async () => {
    const deployment = await withSettings(hidden);
    expect(secretIn(deployment, "secret-settings")).to.deep.equal({
      settings: '/etc/one/oneflow-server.conf set :core_auth "canary"\n',
    });
    expect(allOf(deployment, configMap)).to.deep.equal([]);
  });

  it("keep their order, each kind in its own object", async () => {
    const second = { ...open, path: "MANAGER_TIMER", value: "15" };
    const deployment = await withSettings(open, hidden, second);
    expect(textAt(oneOf(deployment, configMap).inputs, "data.settings").split("\n")).to.deep.equal([
      "/etc/one/oned.conf set LOG/DEBUG_LEVEL 4",
      "/etc/one/oned.conf set MANAGER_TIMER 15",
      "",
    ]);
  });

  it("are mounted where `prepare` reads them", async () => {
    const [prepare] = containersIn(await withSettings(open, hidden));
    const mounts = listAt(prepare, "volumeMounts").map(({ name, mountPath }) => [name, mountPath]);
    expect(mounts).to.deep.include.members([
      ["settings", "/etc/opennebula/settings"],
      ["secret-settings", "/etc/opennebula/secret-settings"],
    ]);
  });
});
