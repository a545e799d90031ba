import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Backup } from "../../index";
import { allOf, deploy, oneOf, type Recorded } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { canaries, minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";
import { at, isObject, type Json, type JsonObject, listAt, opened, textAt } from "../support/wire";

const cronJob = "kubernetes:batch/v1:CronJob";
const secret = "kubernetes:core/v1:Secret";
const s3 = {
  endpoint: "https://s3.example.net",
  bucket: "backups",
  region: "eu",
  accessKeyId: "canary-key-id",
  secretAccessKey: "canary-key",
};

async function deployed(backup: Backup) {
  const deployment = await deploy({ ...minimal, backup });
  expect(deployment.errors).to.deep.equal([]);
  return deployment;
}

function podOf({ inputs }: Recorded): JsonObject {
  const pod = at(inputs, "spec.jobTemplate.spec.template.spec");
  return isObject(pod) ? pod : {};
}

function environmentOf(cron: Recorded): Readonly<Record<string, string>> {
  const [container] = listAt(podOf(cron), "containers");
  return Object.fromEntries(
    listAt(container, "env").map((item) => [textAt(item, "name"), textAt(item, "value")]),
  );
}

describe("backups", () => {
  it("leave every object of the front-end as it is without them", async () => {
    const without = await deploy(minimal);
    const { resources } = await deployed({});
    const frontEnd = resources.filter(({ name }) => !/-(last-)?backup/.test(name));
    const shown = (list: readonly Recorded[]) =>
      list.filter(({ type }) => type.startsWith("kubernetes:")).map(({ inputs }) => inputs);
    expect(shown(frontEnd)).to.deep.equal(shown(without.resources));
  });

  it("are made by a CronJob of a name by which one can be started by hand", async () => {
    const { inputs } = oneOf(await deployed({ schedule: "@hourly" }), cronJob, "one-backup");
    expect(textAt(inputs, "metadata.name")).to.equal("one-backup");
    expect(inputs["spec"]).to.include({ schedule: "@hourly", concurrencyPolicy: "Forbid" });
  });

  it("are no pods of the front-end for its Services, and keep to Pod Security restricted", async () => {
    const deployment = await deployed({});
    const cron = oneOf(deployment, cronJob, "one-backup");
    expect(at(cron.inputs, "spec.jobTemplate.spec.template.metadata.labels")).to.include({
      "app.kubernetes.io/component": "backup",
    });
    expect(podOf(cron)["securityContext"]).to.include({ runAsNonRoot: true, runAsUser: 9869 });
    const [container, ...others] = listAt(podOf(cron), "containers");
    expect(others).to.deep.equal([]);
    expect(container).to.deep.include({ args: ["backup"], image: minimal.image.reference });
    expect(at(container ?? {}, "securityContext.readOnlyRootFilesystem")).to.equal(true);
  });

  it("are tried out by another CronJob, once a day unless told otherwise", async () => {
    const { inputs } = oneOf(await deployed({}), cronJob, "one-backup-verify");
    expect(inputs["spec"]).to.include({ schedule: "37 3 * * *" });
    const often = await deployed({ verify: { schedule: "@hourly" } });
    const cron = oneOf(often, cronJob, "one-backup-verify");
    expect(cron.inputs["spec"]).to.include({ schedule: "@hourly" });
    const [container = {}] = listAt(podOf(cron), "containers");
    expect(container).to.deep.include({ args: ["backup-verify"] });
    const logs = { mountPath: "/var/log/one", name: "log" };
    expect(listAt(container, "volumeMounts")).to.deep.include(logs);
  });

  it("go to a claim that outlives `destroy`, which the front-end doesn't mount", async () => {
    const deployment = await deployed({});
    const claim = oneOf(deployment, "kubernetes:core/v1:PersistentVolumeClaimPatch", "one-backup");
    expect(claim.retainOnDelete).to.equal(true);
    expect(textAt(claim.inputs, "metadata.name")).to.equal("one-backup");
    const claimed = (pod: Json | undefined) =>
      listAt(pod, "volumes").map((volume) => textAt(volume, "persistentVolumeClaim.claimName"));
    expect(claimed(podOf(oneOf(deployment, cronJob, "one-backup")))).to.include("one-backup");
    const { inputs } = oneOf(deployment, "kubernetes:apps/v1:StatefulSet");
    expect(claimed(at(inputs, "spec.template.spec"))).not.to.include("one-backup");
    expect(environmentOf(oneOf(deployment, cronJob, "one-backup"))).to.include({
      OPENNEBULA_BACKUP_REPOSITORY: "/repository",
      OPENNEBULA_BACKUP_HOST: "one/one",
    });
  });

  it("wish for the front-end's node while they are on a volume, and nothing but that", async () => {
    const scheduling = { affinity: { podAffinity: {}, nodeAffinity: {} } };
    const { resources } = await deploy({ ...minimal, backup: {}, scheduling });
    const affinity = at(podOf(oneOf({ resources }, cronJob, "one-backup")), "affinity");
    expect(Object.keys(affinity ?? {})).to.have.members(["nodeAffinity", "podAffinity"]);
    const wishes = listAt(affinity, "podAffinity.preferredDuringSchedulingIgnoredDuringExecution");
    expect(wishes.map((wish) => textAt(wish, "podAffinityTerm.topologyKey"))).to.deep.equal([
      "kubernetes.io/hostname",
    ]);
    const remote = await deployed({ repository: { s3 } });
    expect(podOf(oneOf(remote, cronJob, "one-backup"))).not.to.have.property("affinity");
  });

  it("go to a claim of the user's own, where there is one", async () => {
    const deployment = await deployed({ repository: { volume: { existingClaim: "nas" } } });
    const names = allOf(deployment, "kubernetes:core/v1:PersistentVolumeClaimPatch");
    expect(names.map(({ name }) => name)).to.deep.equal(["one-data"]);
    const volumes = listAt(podOf(oneOf(deployment, cronJob, "one-backup")), "volumes");
    expect(volumes.map((one) => textAt(one, "persistentVolumeClaim.claimName"))).to.include("nas");
  });

  it("go to a bucket without a claim, and its key into a Secret alone", async () => {
    const deployment = await deployed({ repository: { s3 }, host: "prod" });
    expect(environmentOf(oneOf(deployment, cronJob, "one-backup"))).to.include({
      OPENNEBULA_BACKUP_REPOSITORY: "s3:https://s3.example.net/backups",
      OPENNEBULA_BACKUP_HOST: "prod",
      AWS_DEFAULT_REGION: "eu",
    });
    expect(JSON.stringify(deployment.resources.map(({ inputs }) => inputs))).not.to.contain(
      "canary-key",
    );
    const holders = deployment.resources.filter(({ open }) =>
      JSON.stringify(open).includes("canary-key"),
    );
    expect(holders.map(({ name }) => name)).to.have.members(["one", "one-backup"]);
    expect(opened(oneOf(deployment, secret, "one-backup").open)["stringData"]).to.deep.equal({
      password: made.password,
      "access-key-id": s3.accessKeyId,
      "secret-access-key": s3.secretAccessKey,
    });
  });

  it("have a password that is made once, or given, and is a secret output", async () => {
    const random = "random:index/randomPassword:RandomPassword";
    const making = await deployed({});
    expect(allOf(making, random).map(({ name }) => name)).to.include("one-backup-password");
    const given = await deployed({ password: canaries.oneadminPassword });
    expect(allOf(given, random).map(({ name }) => name)).not.to.include("one-backup-password");
    expect(JSON.stringify(given.resources.map(({ inputs }) => inputs))).not.to.contain("canary");
    const { backupPassword } = given.result;
    expect(await pulumi.isSecret(backupPassword)).to.equal(true);
    expect(await valueOf(backupPassword)).to.equal(canaries.oneadminPassword);
  });

  it("are told of as they were written last", async () => {
    const written = '{"time":"2026-01-02T03:04:05Z","snapshot":"0a1b2c3d","size":7}';
    const { result } = await deploy({ ...minimal, backup: {} }, { written });
    expect(await valueOf(result.lastBackup)).to.deep.equal(JSON.parse(written));
  });
});
