import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type KeyRotationSettings, rotates } from "../identity";
import { createReporter, type Owner, unnamedMetadata } from "../kubernetes";
import { type ExposeSettings, isExternal } from "../network";
import type { RemotesFileSettings } from "../remotes";
import { auto } from "../rules";
import {
  enrolmentComponent,
  type Enrolling,
  enrolmentJobSpec,
  type EnrolmentParts,
  enrolmentPlan,
  jobDeadline,
} from "./enrolmentJob";
import { type HypervisorState, statesOf } from "./hypervisorStates";

/** What decides whether hypervisors must hear of anything. */
export interface EnrolmentOwner extends Enrolling {
  readonly expose: ExposeSettings;
  readonly encryptMonitoring: boolean;
  readonly keyRotation: KeyRotationSettings;
  readonly remotes: readonly RemotesFileSettings[];
  readonly monitorAddress?: pulumi.Input<string>;
}

/**
 * Whether hypervisors are to hear of anything after the front-end is up. Those outside the cluster are, wherever they
 * can reach it: of its addresses and keys, and of a proxy that is switched off.
 */
export function needsEnrolment(owner: EnrolmentOwner): boolean {
  const { hypervisors, tproxy, encryptMonitoring, keyRotation, remotes } = owner;
  const { expose, monitorAddress } = owner;
  return (
    hypervisors !== undefined ||
    isExternal(expose) ||
    (monitorAddress !== undefined && monitorAddress !== auto) ||
    tproxy.enabled ||
    encryptMonitoring ||
    remotes.length > 0 ||
    rotates(keyRotation)
  );
}

/** Creates the Job after the front-end is up, and returns what OpenNebula then says of each host. */
export function createEnrolment(
  owner: Owner & EnrolmentOwner,
  parts: EnrolmentParts,
  frontEnd: k8s.apps.v1.StatefulSet,
): pulumi.Output<HypervisorState[]> {
  if (!needsEnrolment(owner)) return pulumi.output([]);
  const { name, opts } = owner;
  const metadata = unnamedMetadata(owner, enrolmentComponent);
  const data = { "hypervisors.json": enrolmentPlan(owner, parts) };
  const plan = new k8s.core.v1.ConfigMap(`${name}-hypervisors`, { metadata, data }, opts);
  const result = new k8s.core.v1.ConfigMap(`${name}-hypervisors-result`, { metadata }, opts);
  const account = createReporter(
    owner,
    `${name}-hypervisors`,
    metadata,
    result.metadata.name,
    frontEnd.metadata.name,
  );
  // By this name the Job waits until the front-end is up.
  const dnsName = pulumi.all([parts.addresses.pod, frontEnd.metadata.name]).apply(([pod]) => pod);
  const objects = {
    plan: plan.metadata.name,
    result: result.metadata.name,
    account,
    frontEnd: dnsName,
  };
  const job = new k8s.batch.v1.Job(
    `${name}-hypervisors`,
    {
      metadata: { ...metadata, annotations: jobAnnotations(owner) },
      spec: enrolmentJobSpec(owner, parts, objects),
    },
    opts,
  );
  return owner.hypervisors === undefined ? pulumi.output([]) : readResult(owner, result, job);
}

// A Job that failed is replaced by the next `up` instead of being taken for done.
function jobAnnotations(owner: Owner & EnrolmentOwner): Record<string, pulumi.Input<string>> {
  return {
    ...owner.annotations,
    "pulumi.com/replaceUnready": "true",
    "pulumi.com/timeoutSeconds": String(jobDeadline(owner) + 30),
  };
}

// Read when the Job is done, so its identity goes into the id: a preview that doesn't know it yet reads nothing.
function readResult(
  { name, opts }: Owner,
  result: k8s.core.v1.ConfigMap,
  job: k8s.batch.v1.Job,
): pulumi.Output<HypervisorState[]> {
  const id = pulumi.all([result.id, job.metadata.uid]).apply(([resultId]) => resultId);
  const read = k8s.core.v1.ConfigMap.get(`${name}-hypervisor-states`, id, opts);
  return read.data.apply(statesOf);
}
