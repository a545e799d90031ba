import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { OpenNebulaArgs, Restore } from "../../index";
import { secretIn } from "../support/manifests";
import { allOf, deploy, oneOf } from "../support/mocks";
import { made, restored } from "../support/providerAnswers";
import { sampleKeys } from "../support/sampleKeys";
import { minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";
import { at, listAt, opened, textAt } from "../support/wire";

const job = "kubernetes:batch/v1:Job";
const restore: Restore = {
  repository: { volume: { existingClaim: "nas" } },
  password: "canary-of-the-repository",
  host: "old/one",
};
const args: OpenNebulaArgs = { ...minimal, restore };

describe("a restore", () => {
  it("takes the backup's credentials in the place of those that would be made", async () => {
    const { errors, resources, result } = await deploy(args);
    expect(errors).to.deep.equal([]);
    const made = resources.filter(({ type }) => /^(random|tls):/.test(type));
    expect(made).to.deep.equal([]);
    expect(await valueOf(result.oneadminPassword)).to.equal(restored["oneadmin-password"]);
    expect(await pulumi.isSecret(result.oneadminPassword)).to.equal(true);
    expect(await valueOf(result.sshPublicKey)).to.equal(sampleKeys.pkcs1.publicKey);
    expect(await valueOf(result.sshHostKey)).to.equal(sampleKeys.openssh.publicKey);
    const credentials = oneOf({ resources }, "kubernetes:core/v1:Secret", "one-credentials");
    expect(opened(credentials.open)["stringData"]).to.include({
      "oneadmin-password": restored["oneadmin-password"],
    });
    expect(JSON.stringify(resources.map(({ inputs }) => inputs))).not.to.contain("canary");
  });

  it("brings back the key of encrypted monitoring, until another generation is asked for", async () => {
    const encrypted = { ...args, encryptMonitoring: true };
    expect(secretIn(await deploy(encrypted), "monitor-key")).to.deep.equal({
      "private-key": restored["monitor-private-key"],
    });
    const rotated = await deploy({ ...encrypted, keyRotation: { monitorKeyGeneration: 2 } });
    expect(secretIn(rotated, "monitor-key")).to.deep.equal({
      "private-key": made.privateKeyPem("one-monitor-key-2"),
    });
  });

  it("takes given ones that are the same, and refuses others by name", async () => {
    const same = { oneadminPassword: restored["oneadmin-password"] };
    expect((await deploy({ ...args, credentials: same })).errors).to.deep.equal([]);
    const { errors } = await deploy({
      ...args,
      credentials: { oneadminPassword: "canary-another-password" },
    });
    expect(errors.join()).to.contain(
      "credentials.oneadminPassword: the value (not shown) is not the one that the backup of `restore` holds",
    );
    expect(errors.join()).not.to.contain("canary");
  });

  it("is looked for by a Job that may write one Secret, and read nothing else", async () => {
    const deployment = await deploy(args);
    const role = oneOf(deployment, "kubernetes:rbac.authorization.k8s.io/v1:Role", "one-restore");
    expect(listAt(role.inputs, "rules")).to.deep.equal([
      {
        apiGroups: [""],
        resources: ["secrets"],
        resourceNames: ["one-restored-1a2b3c"],
        verbs: ["get", "patch"],
      },
    ]);
    const { inputs } = oneOf(deployment, job, "one-restore");
    const [container] = listAt(inputs, "spec.template.spec.containers");
    expect(container).to.deep.include({ args: ["restore-credentials"] });
    expect(at(inputs, "spec.template.metadata.labels")).to.include({
      "app.kubernetes.io/component": "restore",
    });
  });

  it("fills the volume before anything else of the pod runs", async () => {
    const { inputs } = oneOf(await deploy(args), "kubernetes:apps/v1:StatefulSet");
    const [first, second] = listAt(inputs, "spec.template.spec.initContainers");
    expect([first, second].map((one) => textAt(one, "name"))).to.deep.equal(["restore", "prepare"]);
    const mounted = listAt(first, "volumeMounts").map((mount) => textAt(mount, "name"));
    const volumes = listAt(inputs, "spec.template.spec.volumes").map((one) => textAt(one, "name"));
    expect(volumes).to.include.members(mounted);
    const environment = listAt(first, "env");
    expect(environment).to.deep.include({
      name: "OPENNEBULA_RESTORE_REQUEST",
      value: "latest of old/one in /repository",
    });
    expect(environment).to.deep.include({
      name: "OPENNEBULA_RESTORE_SNAPSHOT",
      valueFrom: { secretKeyRef: { name: "one-restored-1a2b3c", key: "snapshot" } },
    });
  });

  it("isn't there without being asked for", async () => {
    const deployment = await deploy(minimal);
    expect(allOf(deployment, job).map(({ name }) => name)).not.to.include("one-restore");
    const { inputs } = oneOf(deployment, "kubernetes:apps/v1:StatefulSet");
    expect(textAt(at(inputs, "spec.template.spec.initContainers.0"), "name")).to.equal("prepare");
  });

  it("shows at preview what it can't know yet as unknown", async () => {
    const { errors } = await deploy(args, { preview: true });
    expect(errors).to.deep.equal([]);
  });
});
