import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isExternal } from "../network";
import { auto } from "../rules";
import {
  enrolmentComponent,
  enrolmentJobSpec,
  type EnrolmentParts,
  enrolmentPlan,
  jobDeadline,
} from "./enrolmentJob";
import { type HypervisorState, statesOf } from "./hypervisorStates";
import { rotates } from "../identity";
import { podDnsName, unnamedMetadata } from "../kubernetes";
import type { Settings } from "../resolve";

/**
 * Whether hypervisors are to hear of anything after the front-end is up. Those outside the cluster are, wherever they
 * can reach it: of its addresses and keys, and of a proxy that is switched off.
 */
export function needsEnrolment(settings: Settings): boolean {
  const { hypervisors, tproxy, encryptMonitoring, keyRotation, expose } = settings;
  return (
    hypervisors !== undefined ||
    isExternal(expose) ||
    (settings.monitorAddress !== undefined && settings.monitorAddress !== auto) ||
    tproxy.enabled ||
    encryptMonitoring ||
    rotates(keyRotation)
  );
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
  const metadata = unnamedMetadata(name, settings, namespace, enrolmentComponent);
  const data = { "hypervisors.json": enrolmentPlan(settings, parts.addresses, parts.secrets) };
  const plan = new k8s.core.v1.ConfigMap(`${name}-hypervisors`, { metadata, data }, opts);
  const result = new k8s.core.v1.ConfigMap(`${name}-hypervisors-result`, { metadata }, opts);
  const account = createAccount(name, metadata, result.metadata.name, frontEnd.metadata.name, opts);
  // By this name the Job waits until the front-end is up.
  const dnsName = pulumi
    .all([podDnsName({ ...settings, name }), frontEnd.metadata.name])
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

// The Job may write one ConfigMap and events of the front-end, and read nothing else.
function createAccount(
  name: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  result: pulumi.Input<string>,
  frontEnd: pulumi.Input<string>,
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
    { apiGroups: [""], resources: ["events"], verbs: ["create"] },
    { apiGroups: ["apps"], resources: ["statefulsets"], resourceNames: [frontEnd], verbs: ["get"] },
  ];
  const role = new k8s.rbac.v1.Role(`${name}-hypervisors`, { metadata, rules }, opts);
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name };
  const subjects = [{ kind: "ServiceAccount", name: account.metadata.name }];
  new k8s.rbac.v1.RoleBinding(`${name}-hypervisors`, { metadata, roleRef, subjects }, opts);
  return account.metadata.name;
}

// A Job that failed is replaced by the next `up` instead of being taken for done.
function jobAnnotations(settings: Settings): Record<string, pulumi.Input<string>> {
  const { annotations } = settings;
  return {
    ...annotations,
    "pulumi.com/replaceUnready": "true",
    "pulumi.com/timeoutSeconds": String(jobDeadline(settings) + 30),
  };
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
