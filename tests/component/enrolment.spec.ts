import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { jobEnvironmentIn, jobIn, jobPodIn, proxied } from "../support/enrolmentJob";
import { allOf, deploy, oneOf } from "../support/mocks";
import { minimal, scenarios } from "../support/scenarios";
import { at, listAt, textAt } from "../support/wire";

const role = "kubernetes:rbac.authorization.k8s.io/v1:Role";
const balancer = [{ ip: "192.0.2.1" }];

const declared = scenarios["declared-hosts"] ?? minimal;
describe("the Job", () => {
  it("isn't there, nor anything of it, as long as hypervisors have nothing to be told", async () => {
    for (const name of ["minimal", "everything", "throw-away"]) {
      const { resources } = await deploy(scenarios[name] ?? minimal, { balancer });
      // An external database is tried by a Job of its own, and pods are waited for by another.
      const found = resources.filter(
        ({ type, name: own }) =>
          own.includes("hypervisors") ||
          (/rbac|batch|Account/.test(type) && !/-(database-check|start)$/.test(own)),
      );
      expect(found, name).to.deep.equal([]);
    }
  });

  for (const [reason, args] of Object.entries<Partial<OpenNebulaArgs>>({
    "hypervisors are listed": { hypervisors: [{ name: "kvm1" }] },
    "the list has become empty": { hypervisors: [] },
    "they are to have a proxy": proxied,
    "they are to encrypt": { encryptMonitoring: true },
    "they are to know a further key": { keyRotation: { sshKeyGenerations: [1, 2] } },
    "they are told where to send": { monitorAddress: "192.0.2.1" },
    "they reach the pod by an external address": { expose: { externalIPs: ["192.0.2.1"] } },
    "they reach the node": { hostname: "node1", expose: { hostNetwork: true } },
  })) {
    it(`is there when ${reason}`, async () => {
      const { errors, resources } = await deploy({ ...minimal, ...args });
      expect(errors).to.deep.equal([]);
      expect(
        resources
          .filter(({ name }) => name.startsWith("one-hypervisors"))
          .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`),
      ).to.have.members([
        ...["ConfigMap one-hypervisors", "ConfigMap one-hypervisors-result", "Job one-hypervisors"],
        ...["ServiceAccount one-hypervisors", "Role one-hypervisors"],
        "RoleBinding one-hypervisors",
      ]);
    });
  }

  it("waits for the StatefulSet, because the front-end has to be up", async () => {
    expect(jobIn(await deploy(declared)).dependencies.join()).to.match(/:StatefulSet::one(,|$)/);
  });

  it("is no pod of the front-end for Services and StatefulSet", async () => {
    const deployment = await deploy(declared);
    const labels = at(jobIn(deployment).inputs, "spec.template.metadata.labels");
    const selectors = [
      ...allOf(deployment, "kubernetes:core/v1:Service").map(({ inputs }) =>
        at(inputs, "spec.selector"),
      ),
      at(oneOf(deployment, "kubernetes:apps/v1:StatefulSet").inputs, "spec.selector.matchLabels"),
    ];
    expect(selectors).to.have.length(3);
    for (const selector of selectors) expect(labels).not.to.include(selector);
    expect(labels).to.include({ "app.kubernetes.io/component": "enrolment" });
  });

  it("runs under Pod Security restricted, with the front-end's image, where the user wants", async () => {
    const { scheduling = {} } = scenarios["everything"] ?? {};
    const pod = jobPodIn(await deploy({ ...declared, scheduling }));
    expect(pod).to.deep.include({ enableServiceLinks: false, restartPolicy: "Never" });
    expect(pod).to.deep.include(scheduling);
    expect(pod["securityContext"]).to.include({ runAsNonRoot: true, runAsUser: 9869 });
    expect(at(pod, "securityContext.seccompProfile.type")).to.equal("RuntimeDefault");
    const containers = listAt(pod, "containers");
    expect(containers).to.have.length(1);
    expect(containers[0]).to.deep.include({
      image: minimal.image.reference,
      args: ["hypervisors"],
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
      },
    });
  });

  it("sees no more of the Secrets than it needs, and mounts what it has", async () => {
    const pod = jobPodIn(await deploy(declared));
    const files = listAt(pod, "volumes").flatMap((volume) =>
      listAt(volume, "secret.items").map((item) => [volume["name"], item["path"]]),
    );
    expect(files).to.deep.equal([
      ["credentials", "ssh-private-key"],
      ["host-key", "ssh_host_key.pub"],
    ]);
    const mounts = listAt(listAt(pod, "containers")[0], "volumeMounts");
    expect(mounts.map(({ name }) => name)).to.have.members(
      listAt(pod, "volumes").map(({ name }) => name),
    );
  });

  it("may write its one ConfigMap and events of the front-end, and nothing else", async () => {
    const deployment = await deploy(declared);
    expect(listAt(oneOf(deployment, role, "one-hypervisors").inputs, "rules")).to.deep.equal([
      {
        apiGroups: [""],
        resources: ["configmaps"],
        resourceNames: ["one-hypervisors-result-1a2b3c"],
        verbs: ["get", "patch"],
      },
      { apiGroups: [""], resources: ["events"], verbs: ["create"] },
      { apiGroups: ["apps"], resources: ["statefulsets"], resourceNames: ["one"], verbs: ["get"] },
    ]);
    const binding = oneOf(deployment, `${role}Binding`, "one-hypervisors").inputs;
    expect(textAt(binding, "roleRef.name")).to.equal("one-hypervisors-1a2b3c");
    expect(listAt(binding, "subjects")).to.deep.equal([
      { kind: "ServiceAccount", name: "one-hypervisors-1a2b3c" },
    ]);
    expect(jobPodIn(deployment)["serviceAccountName"]).to.equal("one-hypervisors-1a2b3c");
  });

  it("knows front-end, namespace and ConfigMap by name", async () => {
    const deployment = await deploy({ ...declared, namespace: "cloud", clusterDomain: "k8s.net" });
    expect(jobEnvironmentIn(deployment)).to.deep.include({
      OPENNEBULA_FRONT_END: "one-0.one-headless.cloud.svc.k8s.net",
      OPENNEBULA_NAMESPACE: "cloud",
      OPENNEBULA_RESULT_CONFIGMAP: "one-hypervisors-result-1a2b3c",
      OPENNEBULA_STATEFULSET: "one",
    });
  });

  it("tries once, unless its node is taken away from under it", async () => {
    const { inputs } = jobIn(await deploy(declared));
    expect(at(inputs, "spec.backoffLimit")).to.equal(0);
    expect(listAt(inputs, "spec.podFailurePolicy.rules")).to.deep.equal([
      { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
    ]);
  });

  it("has more time than its hypervisors need, and runs again after it failed", async () => {
    const { inputs } = jobIn(await deploy({ ...declared, annotations: { owner: "cloud" } }));
    expect(at(inputs, "spec.activeDeadlineSeconds")).to.equal(920);
    expect(at(inputs, "metadata.annotations")).to.deep.equal({
      owner: "cloud",
      "pulumi.com/replaceUnready": "true",
      "pulumi.com/timeoutSeconds": "950",
    });
  });
});
