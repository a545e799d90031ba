import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Addresses, podName } from "./addresses";
import type { Configuration } from "./configuration";
import { basePodSpec, containerSpec } from "./container";
import { emptyIfAuto, proxyEnvironment } from "./environment";
import { type HypervisorState, statesOf } from "./hypervisorStates";
import { commonLabels, unnamedMetadata } from "./metadata";
import { onegateServicePort } from "./tproxy";
import { readableByGroup } from "./volumes";
import type { Settings } from "./resolve";
import type { Secrets } from "./secrets";

/** Tells the Job's objects from the front-end's, which the Services select. */
const component = "enrolment";

type JobSpec = k8s.types.input.batch.v1.JobSpec;

/** What the Job is made from. */
export interface EnrolmentParts {
  readonly image: pulumi.Input<string>;
  readonly addresses: Addresses;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
}

/** Names of the objects that the Job works with. */
interface JobObjects {
  readonly plan: pulumi.Input<string>;
  readonly result: pulumi.Input<string>;
  readonly account: pulumi.Input<string>;
  /** DNS name of the pod. */
  readonly frontEnd: pulumi.Input<string>;
}

/** Whether anything is to be done on hypervisors after the front-end is up. */
export function needsEnrolment({ hypervisors, tproxy, encryptMonitoring }: Settings): boolean {
  return hypervisors !== undefined || tproxy.enabled || encryptMonitoring;
}

/** What the Job is to bring about; docker/roles/enrol reads it. */
export function enrolmentPlan(settings: Settings, addresses: Addresses): pulumi.Output<string> {
  const { hypervisors, enrolment, monitorPort } = settings;
  const hosts = (hypervisors ?? []).map((host) => ({
    ...host,
    address: host.address ?? null,
    sshHostKey: host.sshHostKey ?? null,
  }));
  return pulumi.jsonStringify({
    manage: hypervisors !== undefined,
    hosts,
    ...enrolment,
    // Of no use without a preflight, and a changed one would then run the Job again for nothing.
    hostname: enrolment.preflight ? emptyIfAuto(addresses.hostname) : "",
    monitor: { address: emptyIfAuto(addresses.monitorAddress), port: monitorPort },
    onegate: { address: addresses.onegateRemoteAddr, port: onegateServicePort },
  });
}

/** The Job that brings hypervisors into OpenNebula and what they must know to them. */
export function enrolmentJobSpec(
  name: string,
  settings: Settings,
  parts: EnrolmentParts,
  objects: JobObjects,
): JobSpec {
  return {
    backoffLimit: 1,
    activeDeadlineSeconds: settings.enrolment.timeoutSeconds + 300,
    template: {
      metadata: { labels: commonLabels(name, settings, component) },
      spec: {
        ...basePodSpec(settings),
        serviceAccountName: objects.account,
        restartPolicy: "Never",
        containers: [
          {
            ...containerSpec("hypervisors", parts.image, settings),
            env: jobEnvironment(settings, parts, objects),
            terminationMessagePolicy: "FallbackToLogsOnError",
            resources: { requests: { cpu: "25m", memory: "32Mi" } },
            volumeMounts: jobMounts.map(([volume, mountPath]) => ({ name: volume, mountPath })),
          },
        ],
        volumes: jobVolumes(parts.configuration, objects.plan),
      },
    },
  };
}

const jobMounts: readonly (readonly [volume: string, path: string])[] = [
  ["run", "/run"],
  ["tmp", "/tmp"],
  ["credentials", "/etc/opennebula/credentials"],
  ["host-key", "/etc/opennebula/hostkey"],
  ["plan", "/etc/opennebula/hypervisors"],
];

// Only what the Job needs: oneadmin's password and the private host key aren't its business.
function jobVolumes(
  { credentials, hostKey }: Configuration,
  plan: pulumi.Input<string>,
): k8s.types.input.core.v1.Volume[] {
  const fileOf = (name: string, secretName: pulumi.Input<string>, file: string) => ({
    name,
    secret: { secretName, defaultMode: readableByGroup, items: [{ key: file, path: file }] },
  });
  return [
    { name: "run", emptyDir: { medium: "Memory" } },
    { name: "tmp", emptyDir: {} },
    fileOf("credentials", credentials, "ssh-private-key"),
    fileOf("host-key", hostKey, "ssh_host_key.pub"),
    { name: "plan", configMap: { name: plan } },
  ];
}

/** Creates the Job after the front-end is up, and answers with what OpenNebula then says of each host. */
export function createEnrolment(
  name: string,
  settings: Settings,
  parts: EnrolmentParts,
  namespace: pulumi.Input<string>,
  frontEnd: k8s.apps.v1.StatefulSet,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<HypervisorState[]> {
  if (!needsEnrolment(settings)) return pulumi.output([]);
  const metadata = unnamedMetadata(name, settings, namespace, component);
  const data = { "hypervisors.json": enrolmentPlan(settings, parts.addresses) };
  const plan = new k8s.core.v1.ConfigMap(`${name}-hypervisors`, { metadata, data }, opts);
  const result = new k8s.core.v1.ConfigMap(`${name}-hypervisors-result`, { metadata }, opts);
  const account = createAccount(name, metadata, result.metadata.name, opts);
  // By this name the Job waits until the front-end is up.
  const dnsName = pulumi
    .all([podName(name, settings), frontEnd.metadata.name])
    .apply(([pod]) => pod);
  const objects = {
    plan: plan.metadata.name,
    result: result.metadata.name,
    account,
    frontEnd: dnsName,
  };
  const job = new k8s.batch.v1.Job(
    `${name}-hypervisors`,
    {
      metadata: { ...metadata, annotations: jobAnnotations(settings) },
      spec: enrolmentJobSpec(name, settings, parts, objects),
    },
    opts,
  );
  return settings.hypervisors === undefined
    ? pulumi.output([])
    : readResult(name, result, job, opts);
}

// The Job may write one ConfigMap and read nothing else.
function createAccount(
  name: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  result: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const account = new k8s.core.v1.ServiceAccount(`${name}-hypervisors`, { metadata }, opts);
  const rules = [
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: [result],
      verbs: ["get", "patch"],
    },
  ];
  const role = new k8s.rbac.v1.Role(`${name}-hypervisors`, { metadata, rules }, opts);
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name };
  const subjects = [{ kind: "ServiceAccount", name: account.metadata.name }];
  new k8s.rbac.v1.RoleBinding(`${name}-hypervisors`, { metadata, roleRef, subjects }, opts);
  return account.metadata.name;
}

// A Job that failed is replaced by the next `up` instead of being taken for done.
function jobAnnotations(settings: Settings): Record<string, pulumi.Input<string>> {
  const { annotations, enrolment } = settings;
  return {
    ...annotations,
    "pulumi.com/replaceUnready": "true",
    "pulumi.com/timeoutSeconds": String(enrolment.timeoutSeconds + 330),
  };
}

function jobEnvironment(
  settings: Settings,
  parts: EnrolmentParts,
  objects: JobObjects,
): k8s.types.input.core.v1.EnvVar[] {
  return [
    { name: "OPENNEBULA_FRONT_END", value: objects.frontEnd },
    { name: "OPENNEBULA_NAMESPACE", value: settings.namespace },
    { name: "OPENNEBULA_RESULT_CONFIGMAP", value: objects.result },
    { name: "OPENNEBULA_SETTINGS_DIGEST", value: digestForHosts(settings, parts) },
  ];
}

// A Job runs once. It is another one, and runs again, when something that hypervisors must hear of has changed.
function digestForHosts(settings: Settings, parts: EnrolmentParts): pulumi.Output<string> {
  const proxy = proxyEnvironment(settings, parts.addresses);
  return pulumi
    .all([proxy, parts.secrets.monitor?.publicKey ?? ""])
    .apply((received) => createHash("sha256").update(JSON.stringify(received)).digest("hex"))
    .apply((digest) => digest.slice(0, 16));
}

// Read when the Job is done, so its identity goes into the id: a preview that doesn't know it yet reads nothing.
function readResult(
  name: string,
  result: k8s.core.v1.ConfigMap,
  job: k8s.batch.v1.Job,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<HypervisorState[]> {
  const id = pulumi.all([result.id, job.metadata.uid]).apply(([resultId]) => resultId);
  const read = k8s.core.v1.ConfigMap.get(`${name}-hypervisor-states`, id, opts);
  return read.data.apply(statesOf);
}
