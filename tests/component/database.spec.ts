import { expect } from "chai";
import { startStatements } from "../../components/database/login";
import type { OpenNebulaArgs } from "../../index";
import { secretIn } from "../support/manifests";
import { allOf, deploy, type Deployment } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { minimal } from "../support/scenarios";
import { at, textAt } from "../support/wire";

const bundled = { bundled: {} };

async function deployed(args: Partial<OpenNebulaArgs> = {}) {
  const deployment = await deploy({ ...minimal, database: bundled, ...args });
  expect(deployment.errors).to.deep.equal([]);
  return deployment;
}

function inputsOf(deployment: Pick<Deployment<unknown>, "resources">, type: string, name: string) {
  const found = allOf(deployment, type).find((each) => each.name === name);
  expect(found, `${type} ${name}`).not.to.equal(undefined);
  return found?.inputs ?? {};
}

const statefulSet = "kubernetes:apps/v1:StatefulSet";

describe("a database of the front-end's own", () => {
  it("is a pod under Pod Security restricted, with what OpenNebula asks of a server", async () => {
    const server = inputsOf(await deployed(), statefulSet, "one-database");
    const pod = "spec.template.spec";
    expect(at(server, `${pod}.securityContext`)).to.include({
      runAsNonRoot: true,
      runAsUser: 999,
      fsGroup: 999,
    });
    expect(at(server, `${pod}.containers.0.securityContext`)).to.deep.equal({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    });
    expect(at(server, `${pod}.containers.0.args`)).to.include.members([
      "--transaction-isolation=READ-COMMITTED",
      "--character-set-server=utf8mb4",
    ]);
    expect(textAt(server, `${pod}.containers.0.image`)).to.equal("docker.io/library/mariadb:11.4");
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
      expect(at(server, `${pod}.containers.0.${probe}`), probe).to.be.an("object");
    }
  });

  it("is where the front-end finds it, with the same login", async () => {
    const deployment = await deployed();
    const front = inputsOf(deployment, statefulSet, "one");
    const variables = at(front, "spec.template.spec.initContainers.0.env");
    expect(variables).to.deep.include({ name: "OPENNEBULA_DB_HOST", value: "one-database" });
    expect(variables).to.deep.include({ name: "OPENNEBULA_DB_BACKEND", value: "mysql" });
    const volumes = JSON.stringify(at(front, "spec.template.spec.volumes"));
    expect(volumes).to.match(/"secretName":"one-database-login/);
    expect(secretIn(deployment, "database-login")).to.deep.equal({
      username: "oneadmin",
      password: made.password,
    });
  });

  it("takes over what SQLite has, where that is asked for", async () => {
    const asked = { name: "OPENNEBULA_DB_MIGRATE_FROM", value: "sqlite" };
    const moved = await deployed({ database: { bundled: {}, migrateFrom: "sqlite" } });
    const variables = "spec.template.spec.initContainers.0.env";
    expect(at(inputsOf(moved, statefulSet, "one"), variables)).to.deep.include(asked);
    expect(at(inputsOf(await deployed(), statefulSet, "one"), variables)).not.to.deep.include(
      asked,
    );
  });

  it("is reached by the front-end's pod alone, at a Service that selects the server alone", async () => {
    const deployment = await deployed();
    const server = inputsOf(deployment, statefulSet, "one-database");
    const service = inputsOf(deployment, "kubernetes:core/v1:Service", "one-database");
    const policy = inputsOf(
      deployment,
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "one-database",
    );
    const labels = at(server, "spec.selector.matchLabels");
    expect(at(server, "spec.template.metadata.labels")).to.include(labels);
    expect(at(service, "spec.clusterIP")).to.equal("None");
    expect(at(service, "spec.selector")).to.deep.equal(labels);
    expect(at(policy, "spec.podSelector.matchLabels")).to.deep.equal(labels);
    const front = inputsOf(deployment, statefulSet, "one");
    expect(at(policy, "spec.ingress.0.from.0.podSelector.matchLabels")).to.deep.equal(
      at(front, "spec.selector.matchLabels"),
    );
    expect(at(front, "spec.selector.matchLabels")).not.to.deep.equal(labels);
  });

  it("has no such policy where the front-end comes from the address of its node", async () => {
    const { resources } = await deployed({
      expose: { hostNetwork: true },
      hostname: "one.example.net",
    });
    expect(allOf({ resources }, "kubernetes:networking.k8s.io/v1:NetworkPolicy")).to.deep.equal([]);
  });

  it("keeps its claim as the data volume's is kept, and no longer", async () => {
    const kept = await deployed();
    const claim = inputsOf(kept, "kubernetes:core/v1:PersistentVolumeClaimPatch", "one-database");
    expect(textAt(claim, "metadata.name")).to.equal("data-one-database-0");
    const thrown = await deployed({ storage: { retain: false } });
    expect(
      at(
        inputsOf(thrown, "kubernetes:core/v1:PersistentVolumeClaim", "one-database"),
        "spec.resources.requests.storage",
      ),
    ).to.equal("10Gi");
  });

  it("takes a mirror's image, a size, a class and resources", async () => {
    const resources = { limits: { memory: "1Gi" } };
    const deployment = await deployed({
      database: {
        bundled: {
          reference: `mirror.example.net/mariadb@sha256:${"b".repeat(64)}`,
          size: "30Gi",
          storageClass: "fast",
          resources,
        },
      },
    });
    const server = inputsOf(deployment, statefulSet, "one-database");
    expect(at(server, "spec.template.spec.containers.0.image")).to.match(/^mirror\.example\.net/);
    expect(at(server, "spec.template.spec.containers.0.resources")).to.deep.equal(resources);
  });
});

describe("an external database", () => {
  const external = { host: "db.example.net", existingSecret: "db-login" };
  const job = "kubernetes:batch/v1:Job";

  it("is tried by a Job, which says itself that a Secret is missing, and before the pod is touched", async () => {
    const deployment = await deployed({ database: external });
    const check = inputsOf(deployment, job, "one-database-check");
    expect(at(check, "spec.backoffLimit")).to.equal(0);
    const pod = "spec.template.spec";
    expect(at(check, `${pod}.volumes.1.secret`)).to.include({
      secretName: "db-login",
      optional: true,
    });
    expect(at(check, `${pod}.containers.0.env`)).to.deep.include({
      name: "OPENNEBULA_DB_HOST",
      value: "db.example.net",
    });
    expect(at(check, `${pod}.automountServiceAccountToken`)).to.equal(false);
  });

  it("isn't where there is none", async () => {
    const jobs = allOf(await deployed(), job).map(({ name }) => name);
    expect(jobs).not.to.include("one-database-check");
  });
});

describe("the start of a database of the front-end's own", () => {
  const statements = startStatements(["Pw1"]);
  const native = "mysql_native_password USING PASSWORD";

  it("brings the password into a volume that has another one", () => {
    expect(statements).to.contain(`ALTER USER 'oneadmin'@'%' IDENTIFIED VIA ${native}('Pw1');\n`);
  });

  it("lets the pod in by either of two passwords while one follows the other", () => {
    expect(startStatements(["Pw2", "Pw1"])).to.contain(
      `IDENTIFIED VIA ${native}('Pw2') OR ${native}('Pw1');\n`,
    );
  });

  it("lets an upgrade make a second database, and touches no other name", () => {
    expect(statements).to.contain("GRANT ALL PRIVILEGES ON `opennebula\\_%`.* TO 'oneadmin'@'%';");
    expect(statements).not.to.contain("*.*");
  });
});
